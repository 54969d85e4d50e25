import { concat } from '../bytes/concat.ts';
import { utf8 } from '../bytes/utf8.ts';
import type { FrameKind } from './body-grammar.ts';

const CONTENT: Readonly<Record<FrameKind, Uint8Array>> = {
  single: /* @__PURE__ */ utf8('AWSKMSEncryptionClient Single Block'),
  regular: /* @__PURE__ */ utf8('AWSKMSEncryptionClient Frame'),
  final: /* @__PURE__ */ utf8('AWSKMSEncryptionClient Final Frame'),
};

/** BodyAAD of a frame. The same bytes are written again for the next one: who takes them copies them at once. */
export type FrameAad = (kind: FrameKind, sequenceNumber: number, length: number) => Uint8Array;

/**
 * What is authenticated with each frame of a message.
 *
 * ```text
 * message id | kind of content | sequence number u32 | bytes of content u64
 * ```
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/body-aad-reference.html}
 */
export function frameAad(messageId: Uint8Array): FrameAad {
  const made: Partial<Record<FrameKind, { readonly bytes: Uint8Array; readonly view: DataView }>> = {};
  const make = (kind: FrameKind) => {
    const bytes = concat([messageId, CONTENT[kind], new Uint8Array(12)]);
    return { bytes, view: new DataView(bytes.buffer, bytes.length - 12) };
  };
  return (kind, sequenceNumber, length) => {
    made[kind] ??= make(kind);
    const { bytes, view } = made[kind];
    view.setUint32(0, sequenceNumber);
    view.setUint32(4, Math.floor(length / 2 ** 32));
    view.setUint32(8, length % 2 ** 32);
    return bytes;
  };
}
