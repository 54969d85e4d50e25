import crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSigningKeyCache, presignUrl, signingKey, signRequest } from '@notebank/aws-reference/sigv4';
import { SignatureV4 } from '@smithy/signature-v4';
import aws4 from 'aws4';
import { AwsV4Signer } from 'aws4fetch';
import { measure } from 'mitata';
import { type BenchOptions, type BenchResult, type Figure, median } from '../../../scripts/lib/bench.ts';
import { Sha256 } from '../test/support/peer-hash.ts';

/** The example credentials of the AWS documentation. */
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const region = 'us-east-1';
const service = 's3';
const host = 'examplebucket.s3.amazonaws.com';
const date = new Date('2013-05-24T00:00:00Z');

// The requests of the documented examples: a GET with a range, a PUT (here of 1 KiB), a presigned GET.
const GET = { method: 'GET', url: `https://${host}/test.txt`, headers: { range: 'bytes=0-9' } };
const BODY = crypto.createHash('shake256', { outputLength: 1024 }).update('body').digest();
const PUT = {
  method: 'PUT',
  url: `https://${host}/test%24file.text`,
  headers: { 'content-type': 'text/plain' },
  body: BODY,
};
const PLAIN = { method: 'GET', url: `https://${host}/test.txt` };
const QUERY = { method: 'GET', url: 'https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08' };

const options = { credentials, region, service, date, keys: createSigningKeyCache() };
const presigning = { ...options, expiresInSeconds: 86_400 };
const iam = { ...options, service: 'iam' };

/** What no signer can do without: hashes of body and canonical request, one HMAC with a key that is prepared. */
function floor(request: typeof GET | typeof PUT, body: string | Uint8Array | undefined): () => string {
  const { canonicalRequest, stringToSign } = signRequest(request, { ...options, explain: true }).trace;
  const scope = { date: '20130524', region, service };
  const key = crypto.createSecretKey(signingKey(credentials.secretAccessKey, scope));
  return () => {
    if (body !== undefined) crypto.hash('sha256', body, 'hex');
    crypto.hash('sha256', canonicalRequest, 'hex');
    return crypto.createHmac('sha256', key).update(stringToSign).digest('hex');
  };
}

// Hashes with node:crypto: the quickest that the signer of the SDK can be given.
const sdk = new SignatureV4({
  credentials,
  region,
  service,
  sha256: Sha256,
  uriEscapePath: false,
  applyChecksum: true,
});
const sdkRequest = (method: string, path: string, headers: Record<string, string>, body?: Uint8Array) => ({
  method,
  protocol: 'https:',
  hostname: host,
  path,
  headers: { host, ...headers },
  ...(body === undefined ? {} : { body }),
});

type Contender = () => unknown;

const CONTENDERS: Readonly<Record<string, Contender>> = {
  'GET, floor': floor(GET, ''),
  'GET, this signer': () => signRequest(GET, options),
  'GET, aws4': () =>
    aws4.sign({ service, region, host, path: '/test.txt', headers: { range: 'bytes=0-9' } }, credentials),
  'GET, @smithy/signature-v4': () =>
    sdk.sign(sdkRequest('GET', '/test.txt', { range: 'bytes=0-9' }), { signingDate: date }),
  'GET, aws4fetch': () => new AwsV4Signer({ ...credentials, ...GET, region, service }).sign(),
  'PUT of 1 KiB, floor': floor(PUT, BODY),
  'PUT of 1 KiB, this signer': () => signRequest(PUT, options),
  'PUT of 1 KiB, aws4': () =>
    aws4.sign(
      {
        method: 'PUT',
        service,
        region,
        host,
        path: '/test%24file.text',
        headers: { 'content-type': 'text/plain' },
        body: BODY,
      },
      credentials,
    ),
  'PUT of 1 KiB, @smithy/signature-v4': () =>
    sdk.sign(sdkRequest('PUT', '/test%24file.text', { 'content-type': 'text/plain' }, BODY), { signingDate: date }),
  'presign, floor': floor(GET, undefined),
  'presign, this signer': () => presignUrl(PLAIN, presigning),
  'presign, aws4': () =>
    aws4.sign({ service, region, host, path: '/test.txt?X-Amz-Expires=86400', signQuery: true }, credentials),
  'presign, @smithy/signature-v4': () =>
    sdk.presign(sdkRequest('GET', '/test.txt', {}), { signingDate: date, expiresIn: 86_400 }),
  'GET with a query, this signer': () => signRequest(QUERY, iam),
};

/** Microseconds of each, median over rounds that alternate in order. */
async function sample(rounds: number, seconds: number): Promise<Record<string, number>> {
  const names = Object.keys(CONTENDERS);
  const samples = new Map(names.map((name): [string, number[]] => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const contender = CONTENDERS[name];
      if (contender === undefined) continue;
      const { p50 } = await measure(contender, { min_cpu_time: seconds * 1e9, inner_gc: false });
      // The first round warms up: every contender has seen every other's shapes when the counting begins.
      if (round > 0) samples.get(name)?.push(p50 / 1000);
    }
  }
  return Object.fromEntries([...samples].map(([name, values]) => [name, median(values)]));
}

/** A version from the manifest of a package, which need not export it. */
function versionOf(name: string): string {
  const manifest = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
  return `${name} ${version}`;
}

/** Signing beside the least that a signature costs, and beside other signers. */
export async function run({ quick }: BenchOptions): Promise<BenchResult> {
  const us = await sample(quick ? 1 : 7, quick ? 0.01 : 0.15);
  const of = (name: string): number => us[name] ?? Number.NaN;
  const beside = (kind: string, peer: string, bound: Partial<Figure>): Figure => ({
    name: `${kind}: ${peer}`,
    value:
      peer === 'the floor'
        ? of(`${kind}, this signer`) / of(`${kind}, floor`)
        : of(`${kind}, ${peer}`) / of(`${kind}, this signer`),
    unit: 'ratio',
    ...bound,
  });
  const times = Object.entries(us).map(([name, value]): Figure => ({ name: `${name} (µs)`, value, unit: 'count' }));
  return {
    name: 'Signing (S3, cached signing key)',
    figures: [
      beside('GET', 'the floor', { limit: 2 }),
      beside('PUT of 1 KiB', 'the floor', { limit: 1.8 }),
      beside('presign', 'the floor', { limit: 2.2 }),
      beside('GET', 'aws4', { floor: 5 }),
      beside('GET', '@smithy/signature-v4', { floor: 6 }),
      beside('GET', 'aws4fetch', {}),
      beside('PUT of 1 KiB', 'aws4', { floor: 5 }),
      beside('PUT of 1 KiB', '@smithy/signature-v4', { floor: 6 }),
      beside('presign', 'aws4', { floor: 5 }),
      beside('presign', '@smithy/signature-v4', { floor: 6 }),
      ...times,
    ],
    peers: [`node ${process.versions.node}`, ...['aws4', '@smithy/signature-v4', 'aws4fetch'].map(versionOf)],
  };
}
