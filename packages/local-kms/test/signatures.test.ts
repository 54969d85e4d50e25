import { createKmsClient } from '@notebank/aws-reference/kms';
import { type Credentials, type HttpRequest, type SigningOptions, signRequest } from '@notebank/aws-reference/sigv4';
import { expect, it } from 'vitest';
import { EXAMPLE_CREDENTIALS, type LocalKmsOptions } from '../src/core/index.ts';
import { testKms } from './support/kms.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const BAD_TOKEN = 'The security token included in the request is invalid.';

const request = {
  method: 'POST',
  url: 'https://kms.us-east-1.amazonaws.com/',
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'TrentService.ListKeys' },
  body: new TextEncoder().encode('{}'),
};

type Answer = readonly [status: number, code: string | undefined, message: string | undefined];

/** What a KMS that verifies says to a request, signed or not. */
async function answer(arriving: HttpRequest, options: LocalKmsOptions = {}): Promise<Answer> {
  const kms = testKms({ verifySignatures: true, ...options });
  const { status, body } = await kms.handle({ ...arriving, body: arriving.body as Uint8Array });
  const { __type, message } = JSON.parse(body) as { readonly __type?: string; readonly message?: string };
  return [status, __type, message];
}

function signed(changes: Partial<SigningOptions> = {}) {
  const options = { credentials: EXAMPLE_CREDENTIALS, region: 'us-east-1', service: 'kms', date: NOW, ...changes };
  const { headers } = signRequest(request, options);
  return { ...request, headers: { ...headers, authorization: headers.authorization ?? '' } };
}

const at = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
const unsignedToken: HttpRequest = { ...signed(), headers: { ...signed().headers, 'x-amz-extra': '1' } };
const temporary: Credentials = { ...EXAMPLE_CREDENTIALS, sessionToken: 'token' };

it('lets in who signs well, five minutes before and after', async () => {
  for (const minutes of [0, -4.9, 5]) expect((await answer(signed({ date: at(minutes) })))[0]).toBe(200);
});

it.each<[what: string, arriving: HttpRequest, code: string, message: string]>([
  ['no signature', request, 'MissingAuthenticationTokenException', 'Missing Authentication Token'],
  [
    'an Authorization header of something else',
    { ...request, headers: { ...request.headers, authorization: 'Bearer x' } },
    'IncompleteSignatureException',
    "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
  ],
  [
    'another algorithm',
    {
      ...signed(),
      headers: { ...signed().headers, authorization: signed().headers.authorization.replace('SHA256', 'SHA1') },
    },
    'IncompleteSignatureException',
    "Unsupported AWS 'algorithm', expected AWS4-HMAC-SHA256",
  ],
  [
    'a signature that is too old',
    signed({ date: at(-6) }),
    'InvalidSignatureException',
    'Signature expired: 20261122T115400Z is now earlier than 20261122T115500Z (20261122T120000Z - 5 min.)',
  ],
  [
    'a signature of the future',
    signed({ date: at(6) }),
    'InvalidSignatureException',
    'Signature not yet current: 20261122T120600Z is still later than 20261122T120500Z (20261122T120000Z + 5 min.)',
  ],
  [
    'another Region',
    signed({ region: 'eu-west-1' }),
    'InvalidSignatureException',
    "Credential should be scoped to a valid region, not 'eu-west-1'. ",
  ],
  [
    'another service',
    signed({ service: 's3' }),
    'InvalidSignatureException',
    "Credential should be scoped to correct service: 'kms'. ",
  ],
  [
    'a header that is not signed',
    unsignedToken,
    'InvalidSignatureException',
    "'x-amz-extra' must be a 'SignedHeader' in the AWS Authorization.",
  ],
  [
    'an unknown access key',
    signed({ credentials: { ...EXAMPLE_CREDENTIALS, accessKeyId: 'AKIDEXAMPLE' } }),
    'UnrecognizedClientException',
    BAD_TOKEN,
  ],
  ['a session token that is not known', signed({ credentials: temporary }), 'UnrecognizedClientException', BAD_TOKEN],
  [
    'another secret key',
    signed({ credentials: { ...EXAMPLE_CREDENTIALS, secretAccessKey: 'other' } }),
    'InvalidSignatureException',
    MISMATCH,
  ],
  ['another body', { ...signed(), body: new TextEncoder().encode('{ }') }, 'InvalidSignatureException', MISMATCH],
])('refuses %s', async (_, arriving, code, message) => {
  expect(await answer(arriving)).toEqual([400, code, message]);
});

it('refuses credentials that are over', async () => {
  const expired = { ...EXAMPLE_CREDENTIALS, expiration: at(-1) };
  expect(await answer(signed(), { credentials: () => expired })).toEqual([
    400,
    'ExpiredTokenException',
    'The security token included in the request is expired',
  ]);
});

it('knows the operation before the caller, and the caller before the input', async () => {
  const unknown = { ...request, headers: { ...request.headers, 'x-amz-target': 'TrentService.No' } };
  expect((await answer(unknown))[1]).toBe('UnknownOperationException');
  expect((await answer({ ...request, body: new TextEncoder().encode('{') }))[1]).toBe(
    'MissingAuthenticationTokenException',
  );
});

it('never lets a request without signature change anything', async () => {
  const kms = testKms({ verifySignatures: true });
  const before = kms.snapshot();
  const headers = { ...request.headers, 'x-amz-target': 'TrentService.CreateKey' };
  expect((await kms.handle({ ...request, headers })).status).toBe(400);
  expect(kms.snapshot()).toEqual(before);
});

it('lets everybody in where signatures are not verified', async () => {
  expect((await answer(request, { verifySignatures: false }))[0]).toBe(200);
});

it('takes a client of this house through `fetch`, and corrects its clock', async () => {
  const kms = testKms({ verifySignatures: true });
  const { KeyMetadata } = await kms.createKey({});
  const client = createKmsClient({
    credentials: EXAMPLE_CREDENTIALS,
    region: kms.region,
    fetch: kms.fetch,
    now: () => at(90),
  });
  expect((await client.describeKey({ KeyId: KeyMetadata.KeyId })).KeyMetadata).toEqual(KeyMetadata);
  const stranger = createKmsClient({ credentials: temporary, region: kms.region, fetch: kms.fetch, now: () => NOW });
  await expect(stranger.describeKey({ KeyId: KeyMetadata.KeyId })).rejects.toMatchObject({
    name: 'KmsError',
    code: 'UnrecognizedClientException',
    message: BAD_TOKEN,
  });
});
