/** Node answers at once, WebCrypto later. */
export type MaybePromise<Value> = Value | Promise<Value>;

export type HashName = 'SHA-256' | 'SHA-384' | 'SHA-512';

export type Curve = 'P-256' | 'P-384';

/** Bytes of a coordinate. */
export const COORDINATE_SIZE: Readonly<Record<Curve, number>> = { 'P-256': 32, 'P-384': 48 };

/** The hash that ECDSA takes with a curve. */
export const CURVE_HASH = { 'P-256': 'SHA-256', 'P-384': 'SHA-384' } as const satisfies Record<Curve, HashName>;

/** OAEP takes the same hash for MGF1, and an empty label. */
export type RsaPadding = 'PKCS1' | 'OAEP-SHA-1' | 'OAEP-SHA-256' | 'OAEP-SHA-384' | 'OAEP-SHA-512';

/** A signature over pieces. */
export interface Signer {
  update(data: Uint8Array): void;
  /** DER. Ends it. */
  sign(): MaybePromise<Uint8Array>;
}

/** The check of a signature over pieces. */
export interface Verifier {
  update(data: Uint8Array): void;
  /** Whether the DER signature is good; `false` for bytes that are no DER. Ends it. */
  verify(der: Uint8Array): MaybePromise<boolean>;
}

/** PointHeads: what stands before the point in a SubjectPublicKeyInfo (RFC 5480), for a point of the given length. */
export function spkiHead(curve: Curve, pointLength: number): number[] {
  const oid = curve === 'P-256' ? [6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7] : [6, 5, 0x2b, 0x81, 4, 0, 0x22];
  const algorithm = [6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, ...oid];
  const point = [3, pointLength + 1, 0];
  return [0x30, algorithm.length + 2 + point.length + pointLength, 0x30, algorithm.length, ...algorithm, ...point];
}
