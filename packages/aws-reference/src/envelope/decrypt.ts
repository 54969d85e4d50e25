import { open } from '#cipher';
import type { EncryptionContext } from '../kms/types.ts';
import { type Frame, footerGrammar, frameGrammar } from './body-grammar.ts';
import { DecryptError } from './error.ts';
import { frameAad } from './frame-aad.ts';
import { pending } from './frame-writer.ts';
import { beginning, type Place, readWhole, trailing } from './grammar.ts';
import { headerGrammar } from './header-grammar.ts';
import { checkedBytes } from './limits.ts';
import type { MessageHeader } from './message-header.ts';
import { type DecryptOptions, decryptError, type OpenedMessage, planDecryption } from './open-message.ts';

/** What a message held. */
export interface Decrypted {
  readonly plaintext: Uint8Array<ArrayBuffer>;
  /** All pairs that are bound to the message: those that it stores, and those that were given. Check what you expect. */
  readonly encryptionContext: EncryptionContext;
  readonly header: MessageHeader;
}

/**
 * Decrypts a message of the AWS Encryption SDK.
 *
 * The whole structure is read before any key is asked for; nothing is returned unless all of it is authentic, the
 * signature too.
 *
 * @throws {@link EnvelopeError} `Malformed`, `Truncated`, `TrailingBytes` with the offset; `CommitmentPolicy`,
 *   `SignedMessage`, `LimitExceeded`, `InvalidValue`.
 * @throws {@link DecryptError} for every cryptographic cause, with one message.
 * @throws {@link UnsupportedError} where the runtime lacks an algorithm.
 */
export async function decrypt(message: Uint8Array, options: DecryptOptions): Promise<Decrypted> {
  const plan = planDecryption(options);
  checkedBytes('message', message);
  const place = beginning();
  const header = readWhole(headerGrammar(place, plan.limits), message, place);
  const headerEnd = place.end;
  let length = 0;
  const bodyEnd = eachFrame(header, message, place, ({ sealed }) => {
    length += sealed.length - 16;
  });
  const signature = header.algorithmSuite.curve && readWhole(footerGrammar(), message, place);
  if (place.end < message.length) throw trailing(place.end);
  const opened = await plan.open(header, message, Number.POSITIVE_INFINITY);
  const { verifier, encryptionContext } = opened;
  verifier?.update(message.subarray(0, bodyEnd));
  if (signature && !(await verifier?.verify(signature))) throw new DecryptError();
  const plaintext = new Uint8Array(length);
  try {
    await openFrames(opened, header, message, headerEnd, plaintext);
  } catch (error) {
    plaintext.fill(0);
    throw decryptError(error);
  }
  return { plaintext, encryptionContext, header };
}

/** Reads one frame after the other, and gives the end of the last. */
function eachFrame(header: MessageHeader, message: Uint8Array, place: Place, take: (frame: Frame) => void): number {
  for (let number = 1, more = true; more; number++) {
    const frame = readWhole(frameGrammar(place, header, number, Number.POSITIVE_INFINITY), message, place);
    more = frame.kind === 'regular';
    take(frame);
  }
  return place.end;
}

async function openFrames(
  { key }: OpenedMessage,
  header: MessageHeader,
  message: Uint8Array,
  headerEnd: number,
  plaintext: Uint8Array,
): Promise<void> {
  const place: Place = { field: '', start: headerEnd, end: headerEnd };
  const aad = frameAad(header.messageId);
  const calls = pending();
  let at = 0;
  for (let number = 1, more = true; more; number++) {
    const frame = readWhole(frameGrammar(place, header, number, Number.POSITIVE_INFINITY), message, place);
    const { kind, iv, sealed } = frame;
    const length = sealed.length - 16;
    const call = calls.add(open(key, iv, aad(kind, number, length), sealed, plaintext, at));
    if (call) await call;
    at += length;
    more = kind === 'regular';
  }
  await calls.all();
}
