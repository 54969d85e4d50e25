import { sha256Hex } from '#primitives';
import { SigV4Error } from './error.ts';

/** HashedPayload of a request without body: SHA-256 of no bytes. */
export const EMPTY_PAYLOAD_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Says that the body is not part of the signature. S3 accepts it over HTTPS; few other services do. */
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

/**
 * HashedPayload: SHA-256 of the body as 64 lower-case hexadecimal digits.
 *
 * @param body - Bytes, or a text that is hashed as UTF-8.
 * @throws {@link SigV4Error} `InvalidValue` for anything else, `InvalidText` for a lone surrogate.
 */
export function hashedPayload(body: string | Uint8Array | undefined): string {
  if (body === undefined || body.length === 0) return EMPTY_PAYLOAD_HASH;
  if (typeof body === 'string' ? !body.isWellFormed() : !ArrayBuffer.isView(body)) {
    const text = typeof body === 'string';
    const found = text ? 'a lone surrogate, expected text that has a UTF-8 form' : 'expected a string or Uint8Array';
    throw new SigV4Error(text ? 'InvalidText' : 'InvalidValue', 'canonical-request', 'body', found);
  }
  return sha256Hex(body);
}
