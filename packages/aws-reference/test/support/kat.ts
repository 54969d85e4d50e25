import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Credentials, HttpRequest, Scope, SigningOptions } from '../../src/sigv4/index.ts';

/** An example of the Amazon S3 documentation, with the values of its steps. */
export interface S3Example {
  readonly name: string;
  /** Without what signing adds. */
  readonly request: HttpRequest;
  readonly options: SigningOptions;
  /** Of a presigned URL. */
  readonly expiresInSeconds: number | undefined;
  readonly canonicalRequest: string;
  readonly canonicalRequestHash: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

interface S3File {
  readonly credentials: Credentials & { readonly region: string; readonly service: string; readonly date: string };
  readonly cases: readonly {
    readonly name: string;
    readonly method: string;
    readonly path: string;
    readonly query: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly payloadHash: string;
    readonly signedHeaders: string;
    readonly canonicalRequest: string;
    readonly canonicalRequestHash: string;
    readonly signature: string;
  }[];
}

/** Signing keys with the values they are derived from. */
export interface Derivation extends Scope {
  readonly secret: string;
  /** 64 hexadecimal digits. */
  readonly signingKey: string;
}

const read = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

/** @param folder - `sigv4/kat` of the vectors. */
export function derivations(folder: string): readonly Derivation[] {
  return read(folder, 'signing-key-derivation.json') as Derivation[];
}

/**
 * The examples as somebody would write them who signs them: without date, token and parameters of a signature.
 *
 * @param folder - `sigv4/kat` of the vectors.
 */
export function s3Examples(folder: string): S3Example[] {
  const { credentials, cases } = read(folder, 's3-docs-examples.json') as S3File;
  const { accessKeyId, secretAccessKey, region, service, date } = credentials;
  const moment = new Date(date.replace(/(....)(..)(..)T(..)(..)/, '$1-$2-$3T$4:$5:'));
  return cases.map(({ method, path, query, headers, payloadHash, ...one }) => {
    const { 'x-amz-date': _, ...unsigned } = headers;
    const parameters = new URLSearchParams(query);
    const expires = parameters.get('X-Amz-Expires');
    const plain = query.split('&').filter((piece) => !piece.startsWith('X-Amz-'));
    const url = `${path}${plain.join('&') === '' ? '' : `?${plain.join('&')}`}`;
    const options = { credentials: { accessKeyId, secretAccessKey }, region, service, date: moment, payloadHash };
    const expiresInSeconds = expires === null ? undefined : Number(expires);
    return { ...one, request: { method, url, headers: unsigned }, options, expiresInSeconds };
  });
}
