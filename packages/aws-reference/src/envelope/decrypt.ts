import { open } from '#cipher';
import type { EncryptionContext } from '../kms/types.ts';
import {
  type Frame,
  footerGrammar,
  frameGrammar,
  isRegularFrame,
  REGULAR_OVERHEAD,
  regularFrame,
} from './body-grammar.ts';
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
  const body = readBody(header, message, place);
  const bodyEnd = place.end;
  const signature = header.algorithmSuite.curve && readWhole(footerGrammar(), message, place);
  if (place.end < message.length) throw trailing(place.end);
  const opened = await plan.open(header, message, Number.POSITIVE_INFINITY);
  const { verifier, encryptionContext } = opened;
  verifier?.update(message.subarray(0, bodyEnd));
  if (signature && !(await verifier?.verify(signature))) throw new DecryptError();
  const plaintext = new Uint8Array(body.length);
  try {
    await openBody(opened, header, message.subarray(headerEnd), body, plaintext);
  } catch (error) {
    plaintext.fill(0);
    throw decryptError(error);
  }
  return { plaintext, encryptionContext, header };
}

/** What the body of a message holds. */
interface Body {
  /** How many regular frames, one after the other. */
  readonly regular: number;
  /** What follows them. */
  readonly last: Frame;
  /** Bytes of plaintext. */
  readonly length: number;
}

/** Reads over the regular frames, and reads the last one. */
function readBody(header: MessageHeader, message: Uint8Array, place: Place): Body {
  const { frameLength } = header;
  let regular = 0;
  while (isRegularFrame(message, place.end, frameLength, regular + 1)) {
    place.end += frameLength + REGULAR_OVERHEAD;
    regular++;
  }
  // A regular frame here is not whole: the grammar tells what is missing.
  const grammar = frameGrammar(place, header, regular + 1, Number.POSITIVE_INFINITY);
  const last = readWhole(grammar, message, place);
  return { regular, last, length: regular * frameLength + last.sealed.length - 16 };
}

async function openBody(
  { key }: OpenedMessage,
  { messageId, frameLength }: MessageHeader,
  body: Uint8Array,
  { regular, last }: Body,
  plaintext: Uint8Array,
): Promise<void> {
  const aad = frameAad(messageId);
  const calls = pending();
  for (let number = 1; number <= regular + 1; number++) {
    const at = (number - 1) * (frameLength + REGULAR_OVERHEAD);
    const { kind, iv, sealed } = number <= regular ? regularFrame(body, at, frameLength, number) : last;
    const bound = aad(kind, number, sealed.length - 16);
    const call = calls.add(open(key, iv, bound, sealed, plaintext, (number - 1) * frameLength));
    if (call) await call;
  }
  await calls.all();
}
