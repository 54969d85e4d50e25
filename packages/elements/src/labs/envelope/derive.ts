import type { MessageHeader } from '@notebank/aws-reference/envelope';
import { utf8 } from './text.ts';

/** What is derived from a data key for one message. */
export interface Derived {
  /** Encrypts the frames and authenticates the header. */
  readonly key: Uint8Array;
  /** 32 bytes where the suite commits. */
  readonly commitKey: Uint8Array | undefined;
}

/**
 * The keys of a message, to show them: the library does not give them away. One call of the browser's own HKDF for each,
 * so that the page also checks what the library wrote.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/algorithms-reference.html}
 */
export async function deriveKeys(
  { algorithmSuite, messageId }: Pick<MessageHeader, 'algorithmSuite' | 'messageId'>,
  dataKey: Uint8Array,
): Promise<Derived> {
  const { id, kdf = 'SHA-256', committing, keyLength } = algorithmSuite;
  const extractable = false;
  const base = await crypto.subtle.importKey('raw', Uint8Array.from(dataKey), 'HKDF', extractable, ['deriveBits']);
  const bits = async (info: Uint8Array<ArrayBuffer>, length: number): Promise<Uint8Array> => {
    const salt = committing ? Uint8Array.from(messageId) : new Uint8Array();
    return new Uint8Array(await crypto.subtle.deriveBits({ name: 'HKDF', hash: kdf, salt, info }, base, length * 8));
  };
  const info = Uint8Array.of(id >> 8, id & 255, ...(committing ? utf8('DERIVEKEY') : messageId));
  return {
    key: await bits(info, keyLength),
    commitKey: committing ? await bits(utf8('COMMITKEY'), 32) : undefined,
  };
}
