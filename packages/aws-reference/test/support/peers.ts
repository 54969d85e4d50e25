import { SignatureV4 } from '@smithy/signature-v4';
import aws4 from 'aws4';
import { AwsV4Signer } from 'aws4fetch';
import type { Credentials } from '../../src/sigv4/index.ts';
import { Sha256 } from './peer-hash.ts';

/** A request that every signer is asked to sign, in a form that each of them can be told. */
export interface PeerRequest {
  readonly method: string;
  readonly host: string;
  /** As on the wire. */
  readonly path: string;
  /** Decoded. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
}

/** By whom, where and when it is signed. */
export interface PeerOptions {
  readonly credentials: Credentials;
  readonly region: string;
  readonly service: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly amzDate: string;
  readonly date: Date;
  readonly expiresInSeconds: number;
}

/** What a signer answers: the signature, and the names of the headers that it covers. */
export interface PeerSignature {
  readonly signedHeaders: string;
  readonly signature: string;
}

/** An independent signer. */
export interface Peer {
  readonly name: string;
  sign(request: PeerRequest, options: PeerOptions): Promise<PeerSignature>;
  presign(request: PeerRequest, options: PeerOptions): Promise<PeerSignature>;
}

/** Percent-encoding of everything but the unreserved characters. */
export const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** The query on the wire. */
export const queryOf = (query: PeerRequest['query']): string =>
  query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');

/** The path and the query on the wire. */
export function targetOf({ path, query }: PeerRequest): string {
  return query.length === 0 ? path : `${path}?${queryOf(query)}`;
}

/** Reads an Authorization header. */
export function fromHeader(authorization: string | null | undefined): PeerSignature {
  const [, signedHeaders = '', signature = ''] =
    /SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(authorization ?? '') ?? [];
  return { signedHeaders, signature };
}

/** Reads the query of a presigned URL. */
export function fromUrl(url: string): PeerSignature {
  const { searchParams } = new URL(url, 'https://example.com');
  return {
    signedHeaders: searchParams.get('X-Amz-SignedHeaders') ?? '',
    signature: searchParams.get('X-Amz-Signature') ?? '',
  };
}

const viaAws4: Peer = {
  name: 'aws4',
  async sign(request, { credentials, service, region, amzDate }) {
    const headers = { ...Object.fromEntries(request.headers), Host: request.host, 'X-Amz-Date': amzDate };
    const { method, body } = request;
    const signed = aws4.sign(
      { method, body: body ?? '', path: targetOf(request), headers, service, region },
      withoutUndefined(credentials),
    );
    return fromHeader(String((signed.headers as Record<string, unknown>).Authorization));
  },
  async presign(request, { credentials, service, region, amzDate, expiresInSeconds }) {
    const parameters = [
      ...request.query,
      ['X-Amz-Date', amzDate],
      ['X-Amz-Expires', String(expiresInSeconds)],
    ] as const;
    const headers = { ...Object.fromEntries(request.headers), Host: request.host };
    const path = targetOf({ ...request, query: parameters });
    const { method, body } = request;
    const signed = aws4.sign(
      { method, body: body ?? '', path, headers, service, region, signQuery: true },
      withoutUndefined(credentials),
    );
    return fromUrl(String(signed.path));
  },
};

const viaAws4fetch: Peer = {
  name: 'aws4fetch',
  async sign(request, options) {
    const { headers } = await new AwsV4Signer(aws4fetchInput(request, options)).sign();
    return fromHeader(headers.get('authorization'));
  },
  async presign(request, options) {
    const query = [...request.query, ['X-Amz-Expires', String(options.expiresInSeconds)]] as const;
    const { url } = await new AwsV4Signer({
      ...aws4fetchInput({ ...request, query }, options),
      signQuery: true,
    }).sign();
    return fromUrl(url.href);
  },
};

function aws4fetchInput(request: PeerRequest, { credentials, region, service, amzDate }: PeerOptions) {
  return {
    method: request.method,
    url: `https://${request.host}${targetOf(request)}`,
    headers: request.headers.map(([name, value]): [string, string] => [name, value]),
    body: request.body ?? null,
    ...withoutUndefined(credentials),
    service,
    region,
    datetime: amzDate,
    // Without it content-type, content-length and range stay unsigned.
    allHeaders: true,
  };
}

const viaSmithy: Peer = {
  name: '@smithy/signature-v4',
  async sign(request, options) {
    const { headers } = await smithySigner(options).sign(smithyRequest(request), { signingDate: options.date });
    return fromHeader(headers.authorization);
  },
  async presign(request, options) {
    const { query } = await smithySigner(options).presign(smithyRequest(request), {
      signingDate: options.date,
      expiresIn: options.expiresInSeconds,
      // It moves x-amz-* headers into the query otherwise.
      unhoistableHeaders: new Set(request.headers.map(([name]) => name.toLowerCase())),
    });
    const { 'X-Amz-SignedHeaders': signedHeaders, 'X-Amz-Signature': signature } = query ?? {};
    return { signedHeaders: String(signedHeaders), signature: String(signature) };
  },
};

function smithySigner({ credentials, region, service }: PeerOptions): SignatureV4 {
  return new SignatureV4({
    credentials: withoutUndefined(credentials),
    region,
    service,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
    applyChecksum: false,
  });
}

function smithyRequest({ method, host, path, query, headers, body }: PeerRequest) {
  const [hostname = '', port] = host.split(':');
  const parameters: Record<string, string[]> = {};
  for (const [name, value] of query) parameters[name] = [...(parameters[name] ?? []), value];
  return {
    method,
    protocol: 'https:',
    hostname,
    ...(port === undefined ? {} : { port: Number(port) }),
    path,
    query: parameters,
    headers: { ...Object.fromEntries(headers), host },
    body,
  };
}

function withoutUndefined({ accessKeyId, secretAccessKey, sessionToken }: Credentials) {
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

/** Signers in JavaScript that know no line of ours. */
export const PEERS: readonly Peer[] = [viaAws4, viaAws4fetch, viaSmithy];
