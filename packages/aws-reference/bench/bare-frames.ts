import crypto from 'node:crypto';

/** Bytes of content in a frame, and of what stands around it: sequence number, IV and tag. */
export const FRAME = 4096;
const AROUND = 4 + 12 + 16;

const key = crypto.createSecretKey(new Uint8Array(32));

/** AAD as long as that of the message format: message id, kind of content, sequence number, length. */
const aad = new Uint8Array(32 + 28 + 4 + 8);

/**
 * The least that frames cost: AES-256-GCM with a key that is prepared, in the layout of the message format, without
 * header, keys and context.
 *
 * @param plaintext - Whole frames.
 */
export function sealFrames(plaintext: Uint8Array): Uint8Array {
  const out = new Uint8Array((plaintext.length / FRAME) * (FRAME + AROUND));
  const view = new DataView(out.buffer);
  for (let from = 0, at = 0; from < plaintext.length; from += FRAME, at += FRAME + AROUND) {
    view.setUint32(at, from);
    view.setUint32(at + 12, from);
    const cipher = crypto.createCipheriv('aes-256-gcm', key, out.subarray(at + 4, at + 16));
    cipher.setAAD(aad);
    out.set(cipher.update(plaintext.subarray(from, from + FRAME)), at + 16);
    cipher.final();
    out.set(cipher.getAuthTag(), at + 16 + FRAME);
  }
  return out;
}

/** The way back. */
export function openFrames(frames: Uint8Array): Uint8Array {
  const out = new Uint8Array((frames.length / (FRAME + AROUND)) * FRAME);
  for (let from = 0, at = 0; at < out.length; from += FRAME + AROUND, at += FRAME) {
    const iv = frames.subarray(from + 4, from + 16);
    const decipher = crypto.createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
    decipher.setAAD(aad);
    decipher.setAuthTag(frames.subarray(from + 16 + FRAME, from + AROUND + FRAME));
    out.set(decipher.update(frames.subarray(from + 16, from + 16 + FRAME)), at);
    decipher.final();
  }
  return out;
}
