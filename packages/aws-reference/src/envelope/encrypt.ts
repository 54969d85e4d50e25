import { REGULAR_OVERHEAD } from './body-grammar.ts';
import { tooMuch } from './error.ts';
import { FINAL_OVERHEAD, frameWriter, pending } from './frame-writer.ts';
import { checkedBytes } from './limits.ts';
import { type EncryptOptions, planMessage } from './start-message.ts';

/** Bytes of a footer, at most: those of a DER signature on P-384, and their number. */
const FOOTER_SIZE = 2 + 104;

/**
 * Encrypts bytes as a message of the AWS Encryption SDK: header, frames, and the footer of a signed suite.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html}
 *
 * @returns The message. Longer than the plaintext by some hundred bytes and 32 for each frame.
 * @throws {@link EnvelopeError} `InvalidValue`, `ReservedKey`, `CommitmentPolicy`, `LimitExceeded`, `KeyringFailed`.
 * @throws {@link UnsupportedError} where the runtime lacks an algorithm.
 */
export async function encrypt(plaintext: Uint8Array, options: EncryptOptions): Promise<Uint8Array<ArrayBuffer>> {
  const plan = planMessage(options);
  const { length } = checkedBytes('plaintext', plaintext);
  const { frameLength } = plan;
  const frames = Math.max(1, Math.ceil(length / frameLength));
  checkFrames(frames);
  const { header, messageId, key, signer } = await plan.start(length, Number.POSITIVE_INFINITY);
  const bodyEnd = header.length + length + (frames - 1) * REGULAR_OVERHEAD + FINAL_OVERHEAD;
  const message = new Uint8Array(bodyEnd + (signer ? FOOTER_SIZE : 0));
  message.set(header);
  const write = frameWriter(key, messageId);
  const calls = pending();
  for (let frame = 0, at = header.length; frame < frames; frame++, at += frameLength + REGULAR_OVERHEAD) {
    const start = frame * frameLength;
    const call = calls.add(write(plaintext.subarray(start, start + frameLength), frame === frames - 1, message, at));
    if (call) await call;
  }
  await calls.all();
  if (!signer) return message;
  signer.update(message.subarray(0, bodyEnd));
  const signature = await signer.sign();
  message.set([0, signature.length], bodyEnd);
  message.set(signature, bodyEnd + 2);
  return message.subarray(0, bodyEnd + 2 + signature.length);
}

/** Sequence numbers end below that of the mark of the final frame. */
export function checkFrames(frames: number): void {
  if (frames > 0xffff_ffff) throw tooMuch('frameLength', 'too many frames, expected at most 4294967295');
}
