import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '../../src/bytes/hex.ts';
import {
  canonicalTrailers,
  chunkedContentLength,
  chunkSignature,
  signChunkedRequest,
  trailerSignature,
} from '../../src/sigv4/chunks/index.ts';
import {
  dateHeader,
  eventSignature,
  eventStringToSign,
  signEventStreamRequest,
} from '../../src/sigv4/event-stream/index.ts';
import { type Credentials, parseAmzDate, signingKey } from '../../src/sigv4/index.ts';

/** A value of the vectors beside ours. */
export interface StreamingCase {
  readonly name: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

interface ChunkFile {
  readonly credentials: Credentials & { readonly region: string; readonly service: string; readonly date: string };
  readonly chunkSizes: readonly number[];
  readonly chunkByte: string;
  readonly plain: { readonly seed: string; readonly chunks: readonly string[]; readonly contentLength: number };
  readonly trailer: {
    readonly seed: string;
    readonly chunks: readonly string[];
    readonly trailers: readonly (readonly [string, string])[];
    readonly canonicalTrailers: string;
    readonly trailerSignature: string;
  };
  readonly crtTrailer: { readonly canonicalTrailers: string; readonly trailerSignature: string };
}

interface EventFile extends Credentials {
  readonly region: string;
  readonly service: string;
  readonly seedRequest: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly canonicalRequest: string;
    readonly signature: string;
  };
  readonly events: readonly {
    readonly payload: string;
    readonly date: string;
    readonly dateHeaderHex: string;
    readonly stringToSign: string;
    readonly signature: string;
  }[];
}

/** How many values the files hold. */
export const CHUNK_CASES = 13;
export const EVENT_CASES = 14;

const read = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

/** @param folder - `sigv4/kat` of the vectors. */
export function chunkCases(folder: string): StreamingCase[] {
  const { credentials, chunkSizes, chunkByte, plain, trailer, crtTrailer } = read(
    folder,
    's3-chunked.json',
  ) as ChunkFile;
  const { region, service, date } = credentials;
  const decodedLength = chunkSizes.reduce((sum, size) => sum + size, 0);
  const options = { credentials, region, service, date: new Date(parseAmzDate(date)), decodedLength };
  const request = {
    method: 'PUT',
    url: 'https://s3.amazonaws.com/examplebucket/chunkObject.txt',
    headers: { 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
  };
  const day = date.slice(0, 8);
  const key = signingKey(credentials.secretAccessKey, { date: day, region, service });
  const link = { amzDate: date, credentialScope: `${day}/${region}/${service}/aws4_request` };
  const chain = (name: string, seed: string, signatures: readonly string[]): StreamingCase[] =>
    signatures.map((expected, at) => {
      const data = new TextEncoder().encode(chunkByte.repeat(chunkSizes[at] ?? 0));
      const parts = { ...link, previousSignature: signatures[at - 1] ?? seed, data };
      return { name: `${name} chunk ${at}`, expected, actual: chunkSignature(key, parts) };
    });
  const sealed = (canonical: string, before: string | undefined): string =>
    trailerSignature(key, { ...link, previousSignature: before ?? '', canonicalTrailers: canonical });
  const trailers = Object.fromEntries(trailer.trailers);
  const trailing = signChunkedRequest(request, { ...options, trailers, unsignedHeaders: ['content-length'] });
  return [
    { name: 'plain seed', expected: plain.seed, actual: signChunkedRequest(request, options).request.signature },
    ...chain('plain', plain.seed, plain.chunks),
    { name: 'content length', expected: plain.contentLength, actual: chunkedContentLength({ decodedLength }) },
    { name: 'trailer seed', expected: trailer.seed, actual: trailing.request.signature },
    ...chain('trailer', trailer.seed, trailer.chunks),
    { name: 'trailers', expected: trailer.canonicalTrailers, actual: canonicalTrailers(new Map(trailer.trailers)) },
    {
      name: 'trailer signature',
      expected: trailer.trailerSignature,
      actual: sealed(trailer.canonicalTrailers, trailer.chunks[2]),
    },
    {
      name: 'several trailers',
      expected: crtTrailer.canonicalTrailers,
      actual: canonicalTrailers(new Map(Object.entries({ third: '3rd', first: '1st', second: '2nd' }))),
    },
    {
      name: 'signature of several trailers',
      expected: crtTrailer.trailerSignature,
      actual: sealed(crtTrailer.canonicalTrailers, plain.chunks[2]),
    },
  ];
}

/** @param folder - `sigv4/kat` of the vectors. */
export function eventCases(folder: string): StreamingCase[] {
  const file = read(folder, 'event-stream.json') as EventFile;
  const { region, service, seedRequest, events } = file;
  const { host = '', 'x-amz-date': amzDate = '', 'x-amz-content-sha256': _, ...headers } = seedRequest.headers;
  const { request } = signEventStreamRequest(
    { method: seedRequest.method, url: `https://${host}${seedRequest.path}`, headers },
    { credentials: file, region, service, date: new Date(parseAmzDate(amzDate)), explain: true },
  );
  const day = amzDate.slice(0, 8);
  const key = signingKey(file.secretAccessKey, { date: day, region, service });
  return [
    { name: 'canonical request', expected: seedRequest.canonicalRequest, actual: request.trace?.canonicalRequest },
    { name: 'seed', expected: seedRequest.signature, actual: request.signature },
    ...events.flatMap((event, at): StreamingCase[] => {
      const parts = {
        amzDate: event.date,
        credentialScope: `${day}/${region}/${service}/aws4_request`,
        previousSignature: events[at - 1]?.signature ?? seedRequest.signature,
        headers: dateHeader(new Date(parseAmzDate(event.date))),
        payload: new TextEncoder().encode(event.payload),
      };
      return [
        { name: `date of event ${at}`, expected: event.dateHeaderHex, actual: toHex(parts.headers) },
        { name: `string to sign of event ${at}`, expected: event.stringToSign, actual: eventStringToSign(parts) },
        { name: `signature of event ${at}`, expected: event.signature, actual: eventSignature(key, parts) },
      ];
    }),
  ];
}
