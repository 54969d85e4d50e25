import { concat } from '../bytes/concat.ts';
import type { EncryptionContext } from '../kms/types.ts';
import type { AlgorithmSuite } from './algorithm-suite.ts';
import { uint } from './bytes.ts';
import { serialiseContext, sized } from './encryption-context.ts';

/** A data key that was encrypted by a provider. */
export interface EncryptedDataKey {
  /** `aws-kms`, or the namespace of a raw keyring. */
  readonly keyProviderId: string;
  /** What the provider needs to find its key: the ARN of a KMS key in UTF-8, for instance. */
  readonly keyProviderInfo: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** The message header. */
export interface MessageHeader {
  readonly version: 1 | 2;
  readonly algorithmSuite: AlgorithmSuite;
  /** 16 bytes in version 1, 32 in version 2. Random. */
  readonly messageId: Uint8Array;
  /** The pairs that the message stores. */
  readonly encryptionContext: EncryptionContext;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
  readonly contentType: 'framed' | 'nonFramed';
  /** Bytes of plaintext in a frame; 0 when the body is not framed. */
  readonly frameLength: number;
  /** 32 bytes in version 2: the commitment to the data key. */
  readonly commitKey: Uint8Array | undefined;
  /** 12 bytes. Version 2 does not store it: zeros. */
  readonly iv: Uint8Array;
  /** 16 bytes over everything before. */
  readonly authenticationTag: Uint8Array;
  /** Bytes up to where the authentication begins. */
  readonly bodyLength: number;
}

/** What is written of a header. */
export type HeaderFields = Pick<
  MessageHeader,
  'algorithmSuite' | 'messageId' | 'encryptionContext' | 'encryptedDataKeys' | 'frameLength' | 'commitKey'
>;

/** Of the authentication, which is the first use of a key. Nobody writes into it. */
export const ZERO_IV: Uint8Array = /* @__PURE__ */ new Uint8Array(12);

/**
 * The header, with zeros where its authentication belongs. Framed.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html#header-structure}
 */
export function serialiseHeader(header: HeaderFields): Uint8Array<ArrayBuffer> {
  const { algorithmSuite, messageId, encryptedDataKeys, frameLength, commitKey } = header;
  const context = serialiseContext(header.encryptionContext);
  const keys = encryptedDataKeys.flatMap(({ keyProviderId, keyProviderInfo, ciphertext }) => [
    ...sized('keyProviderId', keyProviderId),
    ...sized('keyProviderInfo', keyProviderInfo),
    ...sized('ciphertext', ciphertext),
  ]);
  return concat([
    Uint8Array.of(...(commitKey ? [2] : [1, 0x80])),
    uint(algorithmSuite.id, 2),
    messageId,
    uint(context.length, 2),
    context,
    uint(encryptedDataKeys.length, 2),
    ...keys,
    Uint8Array.of(...(commitKey ? [2] : [2, 0, 0, 0, 0, 12])),
    uint(frameLength, 4),
    commitKey ?? new Uint8Array(),
    // The tag; before it the IV, which version 2 does not store.
    new Uint8Array(commitKey ? 16 : 12 + 16),
  ]);
}

/** What the tag of the header authenticates: its body, and the pairs that are required but not stored. */
export function headerAad(body: Uint8Array, required: EncryptionContext): Uint8Array {
  const more = serialiseContext(required);
  return more.length === 0 ? body : concat([body, more]);
}
