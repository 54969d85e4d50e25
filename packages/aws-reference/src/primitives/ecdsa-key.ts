/** A point of P-256 as a JSON Web Key (RFC 7517): every runtime reads it, and `JSON.stringify` writes it. */
export interface EcdsaPublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  /** 32 bytes in Base64, the alphabet for URLs, without padding. */
  readonly x: string;
  readonly y: string;
}

/** A pair that is ready for use. What the keys are differs by runtime. */
export interface EcdsaKeyPair<PrivateKey, PublicKey> {
  readonly privateKey: PrivateKey;
  readonly verificationKey: PublicKey;
  /** The public half as data, to give away. */
  readonly publicKey: EcdsaPublicJwk;
}

/** PKCS #8 around the private number of P-256, up to that number. The public point is left out: it can be computed. */
const HEAD = [
  0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
  0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x04, 0x27, 0x30, 0x25, 0x02, 0x01, 0x01, 0x04, 0x20,
];

/** PKCS #8 (RFC 5958) of a private number of 32 bytes: 67 bytes. */
export function pkcs8(scalar: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(...HEAD, ...scalar);
}
