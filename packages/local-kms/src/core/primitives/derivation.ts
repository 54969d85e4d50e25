/**
 * Every encryption has a key and an IV of its own, derived with HKDF-SHA256 from the key material and a random nonce, as
 * KMS itself derives one for each call: no number of calls wears out a KMS key.
 *
 * {@link https://docs.aws.amazon.com/kms/latest/cryptographic-details/basic-concepts.html} ("Symmetric key operations")
 */
export const INFO: Uint8Array<ArrayBuffer> = /* @__PURE__ */ new TextEncoder().encode(
  'notebank local-kms 1 AES-256-GCM',
);

export const KEY_BYTES = 32;
export const IV_BYTES = 12;
export const TAG_BYTES = 16;
/** Salt of the derivation. */
export const NONCE_BYTES = 32;
