import { ALGORITHM } from '../string-to-sign.ts';

/** HashedPayload of a body whose chunks are not signed; its trailers are not signed either. For HTTPS. */
export const STREAMING_UNSIGNED_PAYLOAD_TRAILER = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

/**
 * HashedPayload of a body of signed chunks: `STREAMING-AWS4-HMAC-SHA256-PAYLOAD`, with trailers
 * `STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER`.
 *
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html}
 *
 * @param algorithm - Left out: `AWS4-HMAC-SHA256`.
 */
export function streamingPayload(trailers: boolean, algorithm: string = ALGORITHM): string {
  return `STREAMING-${algorithm}-PAYLOAD${trailers ? '-TRAILER' : ''}`;
}
