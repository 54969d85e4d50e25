import { hash } from 'node:crypto';

/** SHA-1 of bytes or of the UTF-8 of text, 20 bytes. Anki's checksums ask for it; nothing is secured with it. */
export function sha1(data: string | Uint8Array): Uint8Array {
  return hash('sha1', data, 'buffer');
}

/** SHA-256 of bytes or of the UTF-8 of text, 32 bytes. */
export function sha256(data: string | Uint8Array): Uint8Array {
  return hash('sha256', data, 'buffer');
}

/** The same as 64 hexadecimal digits. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}
