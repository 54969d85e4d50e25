/** The algorithm of Signature Version 4A. */
export const ALGORITHM = 'AWS4-ECDSA-P256-SHA256';
