/** Bytes of hexadecimal digits. */
export const fromHex = (digits: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(digits, 'hex'));

/** Hexadecimal digits of bytes. */
export const toHexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
