import { sha256Hex } from '#primitives';
import { SigV4Error } from './error.ts';

/** HashedPayload of a request without body: SHA-256 of no bytes. */
export const EMPTY_PAYLOAD_HASH: string = /* @__PURE__ */ sha256Hex('');

/** Says that the body is not part of the signature. S3 accepts it over HTTPS; few other services do. */
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

/**
 * HashedPayload: SHA-256 of the body as 64 lower-case hexadecimal digits.
 *
 * @param body - Bytes, or a text that is hashed as UTF-8.
 * @throws {@link SigV4Error} `InvalidValue` for anything else, `InvalidText` for a lone surrogate.
 */
export function hashedPayload(body: string | Uint8Array | null | undefined): string {
  if (body == null || body === '') return EMPTY_PAYLOAD_HASH;
  const text = typeof body === 'string';
  if (text ? !body.isWellFormed() : !ArrayBuffer.isView(body)) {
    const code = text ? 'InvalidText' : 'InvalidValue';
    throw new SigV4Error(code, 'canonical-request', 'body', 'expected bytes or well-formed text');
  }
  return sha256Hex(body);
}
