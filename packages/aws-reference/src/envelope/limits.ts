import type { CommitmentPolicy } from './commitment-policy.ts';
import { invalid } from './error.ts';
import type { KeySource } from './materials.ts';

/** What encryption and decryption share. */
export interface EnvelopeOptions {
  /** A keyring, or what manages its materials. */
  readonly keys: KeySource;
  /** Left out: `REQUIRE_ENCRYPT_REQUIRE_DECRYPT`. */
  readonly commitmentPolicy?: CommitmentPolicy | undefined;
  /**
   * Encrypted data keys in a message, at most: from 1 to 65,535, which is the format's own limit. Each may cost a call to
   * KMS, or the use of a private RSA key: give a small number where messages come from strangers.
   */
  readonly maxEncryptedDataKeys?: number | undefined;
}

/** Of a stream. */
export interface StreamOptions {
  /**
   * Bytes that may be held at once, because they cannot be let go in parts: a frame, a header, a body without frames, and
   * a signed message where the runtime cannot hash in parts. A frame is held several times over, encrypted and not, while
   * it is worked on. Left out: 67,108,864 (64 MiB).
   */
  readonly maxBufferedBytes?: number | undefined;
}

export const MAX_BUFFERED_BYTES = 67_108_864;

/** A whole number within a range. */
export function checkedCount(field: string, value: number, most: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw invalid(field, `${value}, expected a whole number from 1 to ${most}`);
}

/** Refuses anything but bytes: of this realm or another. */
export function checkedBytes(field: string, value: unknown): Uint8Array {
  if (Object.prototype.toString.call(value) === '[object Uint8Array]') return value as Uint8Array;
  throw invalid(field, 'expected a Uint8Array');
}
