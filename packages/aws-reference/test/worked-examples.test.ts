import { describe, expect, it } from 'vitest';
import { toHex } from '../src/bytes/hex.ts';
import {
  authorizationHeader,
  canonicalHeaders,
  canonicalQueryString,
  canonicalRequest,
  canonicalUri,
  credentialScope,
  hashedPayload,
  presignUrl,
  type SigningTrace,
  signature,
  signingKey,
  signRequest,
  stringToSign,
} from '../src/sigv4/index.ts';
import { EXAMPLES, type Example, KEY_DERIVATION } from './portable/examples.ts';

describe.each(EXAMPLES)('$name', (example) => {
  const { request, scope, amzDate, expected } = example;
  const { credentialScope: scopeText, signedHeaders } = expected;

  it('canonicalUri', () => {
    expect(canonicalUri(request.path, example.rules)).toBe(expected.canonicalUri);
  });

  it('canonicalQueryString', () => {
    expect(canonicalQueryString(request.query)).toBe(expected.canonicalQueryString);
  });

  it('canonicalHeaders', () => {
    const names = Object.keys(request.headers).toReversed();
    expect(canonicalHeaders(new Map(Object.entries(request.headers)), names)).toEqual({
      canonicalHeaders: expected.canonicalHeaders,
      signedHeaders,
    });
  });

  if (example.body !== undefined) {
    it('hashedPayload', () => {
      expect(hashedPayload(example.body)).toBe(expected.hashedPayload);
    });
  }

  it('canonicalRequest', () => {
    const { method } = request;
    expect(canonicalRequest({ method, ...expected })).toBe(expected.canonicalRequest);
  });

  it('credentialScope', () => {
    expect(credentialScope(scope)).toBe(scopeText);
  });

  it('stringToSign', () => {
    expect(stringToSign({ ...expected, amzDate })).toBe(expected.stringToSign);
  });

  it('signature', () => {
    const key = signingKey(example.credentials.secretAccessKey, scope);
    expect(signature(key, expected.stringToSign)).toBe(expected.signature);
  });

  if (example.authorization !== undefined) {
    it('authorizationHeader', () => {
      const { accessKeyId } = example.credentials;
      const { signature: value } = expected;
      expect(authorizationHeader({ accessKeyId, credentialScope: scopeText, signedHeaders, signature: value })).toBe(
        example.authorization,
      );
    });
  }

  it('as a whole', () => {
    const { trace, result } = signed(example);
    expect(trace.canonicalRequest).toBe(expected.canonicalRequest);
    expect(trace.stringToSign).toBe(expected.stringToSign);
    expect(trace.signature).toBe(expected.signature);
    expect(result).toBe(example.authorization ?? example.presigned);
  });
});

describe('the derivation of a signing key', () => {
  const { secretAccessKey, scope, keys } = KEY_DERIVATION;

  it('gives the key of the documentation', () => {
    expect(toHex(signingKey(secretAccessKey, scope))).toBe(keys.kSigning);
  });

  it('passes the keys between', () => {
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey };
    const date = new Date('2012-02-15T00:00:00Z');
    const request = { url: 'https://iam.amazonaws.com/' };
    const { trace } = signRequest(request, { ...scope, credentials, date, explain: true, reveal: true });
    expect(trace.keys).toEqual(keys);
  });
});

function signed(example: Example): { readonly trace: SigningTrace; readonly result: string | undefined } {
  const { credentials, scope, date, payloadHash, expiresInSeconds } = example;
  const options = {
    credentials,
    region: scope.region,
    service: scope.service,
    date,
    payloadHash,
    explain: true,
  } as const;
  if (expiresInSeconds === undefined) {
    const { trace, headers } = signRequest(example.toSign, options);
    return { trace, result: headers.authorization };
  }
  const { trace, url } = presignUrl(example.toSign, { ...options, expiresInSeconds });
  return { trace, result: url };
}
