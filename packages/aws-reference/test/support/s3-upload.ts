import { type ChunkedSigningOptions, type ChunkVerifyOptions, verifyChunks } from '../../src/sigv4/chunks/index.ts';
import type { HttpRequest, Verified } from '../../src/sigv4/index.ts';
import { verifyRequest } from '../../src/sigv4/index.ts';

/** The credentials, place and time of the examples of the S3 documentation. */
export const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
export const date = new Date('2013-05-24T00:00:00Z');
export const AMZ_DATE = '20130524T000000Z';
export const SCOPE = '20130524/us-east-1/s3/aws4_request';
export const options = { credentials, region: 'us-east-1', service: 's3', date };

/** The upload of the examples: 65,536 and 1,024 times the letter a. */
export const upload: HttpRequest = {
  method: 'PUT',
  url: 'https://s3.amazonaws.com/examplebucket/chunkObject.txt',
  headers: { 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
};
export const body: Uint8Array = new Uint8Array(66_560).fill(97);
export const plain: ChunkedSigningOptions = { ...options, decodedLength: body.length };
export const TRAILERS = { 'x-amz-checksum-crc32c': 'sOO8/Q==' };
/** The example with trailers does not sign `content-length`. */
export const trailing: ChunkedSigningOptions = { ...plain, trailers: TRAILERS, unsignedHeaders: ['content-length'] };

/** What the service finds when the request arrives. */
export async function verified(request: HttpRequest): Promise<Verified> {
  const found = await verifyRequest(request, {
    region: 'us-east-1',
    service: 's3',
    date,
    allowStreamingPayload: true,
    explain: true,
    credentials: (id) => (id === credentials.accessKeyId ? credentials : undefined),
  });
  if (!found.ok) throw new Error(`refused: ${JSON.stringify(found.refusal)}`);
  return found;
}

/** A verifier of the body of such a request. */
export async function verifierFor(
  request: HttpRequest,
  limits: Partial<ChunkVerifyOptions> = {},
): Promise<ReturnType<typeof verifyChunks>> {
  return verifyChunks(request, await verified(request), { credentials, explain: true, ...limits });
}
