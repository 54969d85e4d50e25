import crypto from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type Credentials,
  createSigner,
  presignUrl,
  type SignerOptions,
  signRequest,
  UNSIGNED_PAYLOAD,
} from '../src/sigv4/index.ts';
import { IAM_CREDENTIALS, S3_CREDENTIALS } from './portable/examples.ts';
import { startServer, type VerifyingServer } from './support/server.ts';

const url = 'https://example.amazonaws.com/';
const date = new Date('2015-08-30T12:36:00Z');
const region = 'us-east-1';
const base: SignerOptions = { credentials: IAM_CREDENTIALS, region, service: 'service', now: () => date };
const at = (seconds: number) => new Date(date.getTime() + seconds * 1000);

/** A clock that stands still until it is set. */
function clock(): { now(): Date; set(seconds: number): void } {
  let current = date;
  return {
    now: () => current,
    set(seconds) {
      current = at(seconds);
    },
  };
}

/** A provider that counts how often it was asked, and names its credentials by that number. */
function counting(lifeSeconds: number | undefined, now: () => Date = () => date) {
  let asked = 0;
  const provider = async (): Promise<Credentials> => {
    asked += 1;
    const expiration = lifeSeconds === undefined ? undefined : new Date(now().getTime() + lifeSeconds * 1000);
    return { ...IAM_CREDENTIALS, accessKeyId: `AKID${asked}`, expiration };
  };
  return { provider, asked: () => asked };
}

const keyOf = ({ headers }: { readonly headers: Readonly<Record<string, string>> }): string | undefined =>
  /Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1];

describe('a signer', () => {
  it('signs and presigns as the functions do', async () => {
    const signer = createSigner(base);
    const request = { method: 'POST', url: `${url}?a=1`, headers: { 'content-type': 'a/b' }, body: 'x' };
    const options = { credentials: IAM_CREDENTIALS, region, service: 'service', date };
    expect(await signer.signRequest(request)).toEqual(signRequest(request, options));
    const presigned = await signer.presignUrl(request, { expiresInSeconds: 60 });
    expect(presigned).toBe(presignUrl(request, { ...options, expiresInSeconds: 60 }));
  });

  it('takes options for all calls and for one', async () => {
    const signer = createSigner({ ...base, normalizePath: false });
    const pathOf = async (more: object) => {
      const signed = await signer.signRequest({ url: `${url}a/../b` }, { ...more, explain: true });
      return (signed as unknown as { trace: { path: { canonical: string } } }).trace.path.canonical;
    };
    expect(await pathOf({})).toBe('/a/../b');
    expect(await pathOf({ normalizePath: true })).toBe('/b');
    expect(await pathOf({})).toBe('/a/../b');
  });

  it('may sign for another Region or service in one call', async () => {
    const signed = await createSigner(base).signRequest({ url }, { region: 'eu-west-1', service: 'sts' });
    expect(signed.credentialScope).toBe('20150830/eu-west-1/sts/aws4_request');
  });

  it('reads its clock at each call', async () => {
    const time = clock();
    const signer = createSigner({ ...base, now: time.now });
    expect((await signer.signRequest({ url })).amzDate).toBe('20150830T123600Z');
    time.set(1);
    expect((await signer.signRequest({ url })).amzDate).toBe('20150830T123601Z');
  });

  it('has the clock of the system where none is given', async () => {
    const { now: _, ...options } = base;
    vi.useFakeTimers({ now: date, toFake: ['Date'] });
    try {
      expect((await createSigner(options).signRequest({ url })).amzDate).toBe('20150830T123600Z');
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('credentials from a provider', () => {
  it('are asked for at the first signature, and once while they live', async () => {
    const { provider, asked } = counting(undefined);
    const signer = createSigner({ ...base, credentials: provider });
    expect(asked()).toBe(0);
    for (let call = 0; call < 3; call++) expect(keyOf(await signer.signRequest({ url }))).toBe('AKID1');
    expect(asked()).toBe(1);
  });

  it('may come without waiting', async () => {
    const signer = createSigner({ ...base, credentials: () => IAM_CREDENTIALS });
    expect(keyOf(await signer.signRequest({ url }))).toBe('AKIDEXAMPLE');
  });

  it.each([
    [undefined, 300],
    [60, 60],
    [0, 0],
  ])('are renewed before they end: refreshBeforeSeconds %s means %d', async (refreshBeforeSeconds, seconds) => {
    const time = clock();
    const { provider, asked } = counting(3600, time.now);
    const signer = createSigner({ ...base, credentials: provider, now: time.now, refreshBeforeSeconds });
    await signer.signRequest({ url });
    time.set(3600 - seconds - 1);
    expect(keyOf(await signer.signRequest({ url }))).toBe('AKID1');
    time.set(3600 - seconds);
    expect(keyOf(await signer.signRequest({ url }))).toBe('AKID2');
    expect(asked()).toBe(2);
  });

  it('are asked for once by all who wait', async () => {
    const { provider, asked } = counting(3600);
    const signer = createSigner({ ...base, credentials: provider });
    const all = await Promise.all(Array.from({ length: 20 }, () => signer.signRequest({ url })));
    expect(new Set(all.map(keyOf))).toEqual(new Set(['AKID1']));
    expect(asked()).toBe(1);
  });

  it('that fail are an error with their cause, and are asked for again', async () => {
    const cause = new Error('no network');
    let asked = 0;
    const provider = async () => {
      asked += 1;
      if (asked === 1) throw cause;
      return IAM_CREDENTIALS;
    };
    const signer = createSigner({ ...base, credentials: provider });
    const waiting = await Promise.allSettled([
      signer.signRequest({ url }),
      signer.presignUrl({ url }, { expiresInSeconds: 1 }),
    ]);
    for (const { status, reason } of waiting as PromiseRejectedResult[]) {
      expect(status).toBe('rejected');
      expect(reason).toMatchObject({
        code: 'CredentialsUnavailable',
        step: 'credentials',
        field: 'credentials',
        cause,
      });
    }
    expect(asked).toBe(1);
    expect(keyOf(await signer.signRequest({ url }))).toBe('AKIDEXAMPLE');
    expect(asked).toBe(2);
  });

  it('are asked for again after a provider that threw at once', async () => {
    const results = [new Error('no network'), IAM_CREDENTIALS];
    const provider = () => {
      const result = results.shift();
      if (result instanceof Error || result === undefined) throw result;
      return result;
    };
    const signer = createSigner({ ...base, credentials: provider });
    await expect(signer.signRequest({ url })).rejects.toMatchObject({ code: 'CredentialsUnavailable' });
    expect(keyOf(await signer.signRequest({ url }))).toBe('AKIDEXAMPLE');
  });

  it('that still live outlast a provider that fails, to their very end', async () => {
    const time = clock();
    const { provider } = counting(600, time.now);
    let broken = false;
    const credentials = () => (broken ? Promise.reject(new Error('no network')) : provider());
    const signer = createSigner({ ...base, credentials, now: time.now });
    await signer.signRequest({ url });
    broken = true;
    time.set(599);
    expect(keyOf(await signer.signRequest({ url }))).toBe('AKID1');
    time.set(600);
    await expect(signer.signRequest({ url })).rejects.toMatchObject({ code: 'CredentialsUnavailable' });
    broken = false;
    expect(keyOf(await signer.signRequest({ url }))).toBe('AKID2');
  });

  it('that are over already sign nothing', async () => {
    const { provider } = counting(-1);
    const signer = createSigner({ ...base, credentials: provider });
    await expect(signer.signRequest({ url })).rejects.toMatchObject({ code: 'CredentialsExpired' });
  });

  it('that change bring their own signing keys', async () => {
    const time = clock();
    const { provider } = counting(600, time.now);
    const secrets = [IAM_CREDENTIALS.secretAccessKey, S3_CREDENTIALS.secretAccessKey];
    const credentials = async () => ({ ...(await provider()), secretAccessKey: secrets.shift() ?? '' });
    const signer = createSigner({ ...base, credentials, now: time.now });
    await signer.signRequest({ url });
    time.set(590);
    const expected = { accessKeyId: 'AKID2', secretAccessKey: S3_CREDENTIALS.secretAccessKey };
    expect((await signer.signRequest({ url })).signature).toBe(
      signRequest({ url }, { credentials: expected, region, service: 'service', date: at(590) }).signature,
    );
  });
});

describe('the cache of signing keys', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** HMACs of the runtime that a call makes: four to derive a key, one to sign with it; later ones are made of hashes. */
  async function hmacsOf(call: () => Promise<unknown>): Promise<number> {
    const createHmac = vi.spyOn(crypto, 'createHmac');
    await call();
    const count = createHmac.mock.calls.length;
    vi.restoreAllMocks();
    return count;
  }

  it('derives a key once for a day, Region and service', async () => {
    const time = clock();
    const signer = createSigner({ ...base, now: time.now });
    const sign = (options: object = {}) => hmacsOf(() => signer.signRequest({ url }, options));
    expect(await sign()).toBe(5);
    expect(await sign()).toBe(0);
    expect(await hmacsOf(() => signer.presignUrl({ url }, { expiresInSeconds: 60 }))).toBe(0);
    expect(await sign({ region: 'eu-west-1' })).toBe(5);
    expect(await sign({ service: 'sts' })).toBe(5);
    expect(await sign()).toBe(0);
    time.set(86_400);
    expect(await sign()).toBe(5);
    expect(await sign()).toBe(0);
    time.set(0);
    expect(await sign()).toBe(0);
  });

  it('belongs to its signer', async () => {
    const [one, other] = [createSigner(base), createSigner(base)];
    await one.signRequest({ url });
    expect(await hmacsOf(() => other.signRequest({ url }))).toBe(5);
  });

  it('changes no signature, however many scopes there are', async () => {
    const signer = createSigner(base);
    for (const round of [1, 2]) {
      for (let index = 0; index < 100; index++) {
        const scope = { region: `region-${index}`, service: index % 2 === 0 ? 's3' : 'sts' };
        const expected = signRequest({ url }, { ...scope, credentials: IAM_CREDENTIALS, date }).signature;
        expect((await signer.signRequest({ url }, scope)).signature, `round ${round}, ${index}`).toBe(expected);
      }
    }
  });

  it('uses the new day at midnight UTC', async () => {
    const time = clock();
    const signer = createSigner({ ...base, now: time.now });
    time.set(11 * 3600 + 23 * 60 + 59);
    const before = await signer.signRequest({ url });
    time.set(11 * 3600 + 24 * 60);
    const after = await signer.signRequest({ url });
    expect([before.amzDate, before.credentialScope.slice(0, 8)]).toEqual(['20150830T235959Z', '20150830']);
    expect([after.amzDate, after.credentialScope.slice(0, 8)]).toEqual(['20150831T000000Z', '20150831']);
  });
});

describe('a standard Request', () => {
  let server: VerifyingServer;
  const credentials = { ...IAM_CREDENTIALS, sessionToken: 'AQoDYXdz+/=' };
  const known = (id: string) => (id === credentials.accessKeyId ? credentials : undefined);
  const serviceOf = (address: string) => (address.startsWith('/s3') ? 's3' : 'service');

  beforeAll(async () => {
    server = await startServer(
      (request) => ({ region, service: serviceOf(String(request.url)), credentials: known, date }),
      ({ method, body }) => ({ headers: { 'x-method': method ?? '' }, body: `got ${body?.length}` }),
    );
  });

  afterAll(() => server[Symbol.asyncDispose]());

  const signerFor = (service: string) => createSigner({ ...base, credentials, service });

  /** Sends, and tells what the server made of it. */
  async function send(path: string, init?: RequestInit, options?: object) {
    const response = await signerFor(serviceOf(path)).fetch(server.origin + path, init, options);
    const [arrival] = server.taken();
    return { status: response.status, text: await response.text(), ...arrival };
  }

  it.each<[string, string, RequestInit]>([
    ['GET', '/a/b?x=1&y=%20', {}],
    ['HEAD', '/a', { method: 'HEAD' }],
    ['DELETE', '/a', { method: 'DELETE' }],
    ['PATCH', '/a', { method: 'PATCH', body: 'x' }],
    ['POST of a text, whose type fetch adds', '/a', { method: 'POST', body: 'é' }],
    ['POST of bytes', '/a', { method: 'POST', body: new Uint8Array([0, 1, 255]) }],
    ['POST of parameters', '/a', { method: 'POST', body: new URLSearchParams({ a: 'b c' }) }],
    ['POST of a Blob', '/a', { method: 'POST', body: new Blob(['x'], { type: 'text/csv' }) }],
    ['POST of a form', '/a', { method: 'POST', body: form() }],
    ['POST of nothing', '/a', { method: 'POST' }],
    ['POST of an empty text', '/a', { method: 'POST', body: '' }],
    ['GET from S3', '/s3/a%2Bb//c', {}],
    ['GET with a plus from S3', '/s3/a+b', {}],
    ['PUT to S3', '/s3/a', { method: 'PUT', body: 'x', headers: { 'x-amz-meta-a': ' 1  2 ' } }],
    ['PUT of a stream', '/s3/a', { method: 'PUT', body: stream('ab', 'c'), duplex: 'half' } as RequestInit],
    ['characters that URL parsers leave', "/s3/!$'()*,:;=@[]|", {}],
  ])('%s arrives and verifies', async (_, path, init) => {
    const { status, answer } = await send(path, init);
    expect(answer).toMatchObject({ ok: true, accessKeyId: 'AKIDEXAMPLE' });
    expect(status).toBe(200);
  });

  it('is sent with its body', async () => {
    const { text, request } = await send('/a', {
      method: 'POST',
      body: stream('ab', 'c'),
      duplex: 'half',
    } as RequestInit);
    expect(new TextDecoder().decode(request?.body)).toBe('abc');
    expect(text).toBe('got 3');
  });

  it('keeps a stream a stream when its hash is given', async () => {
    let pulled = 0;
    const chunk = new TextEncoder().encode('abc');
    const body = new ReadableStream(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(chunk);
          if (pulled === 3) controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const init = { method: 'PUT', body, duplex: 'half' } as RequestInit;
    const signed = await signerFor('s3').sign(`${server.origin}/s3/a`, init, { payloadHash: UNSIGNED_PAYLOAD });
    expect(pulled, 'a wrapper of the stream may look ahead by one').toBeLessThan(2);
    expect((await fetch(signed)).status).toBe(200);
    const [arrival] = server.taken();
    expect(arrival?.answer).toMatchObject({ ok: true, hashedPayload: UNSIGNED_PAYLOAD });
    expect(arrival?.request.body).toHaveLength(9);
  });

  it('may be a Request: its headers stay as they were, its body is used up, as by fetch', async () => {
    const request = new Request(`${server.origin}/a`, { method: 'POST', body: 'x', headers: { 'x-a': '1' } });
    const signed = await signerFor('service').sign(request);
    expect(signed).not.toBe(request);
    expect(request.headers.has('authorization')).toBe(false);
    expect(request.bodyUsed).toBe(true);
    expect(signed.headers.get('authorization')).toContain('SignedHeaders=content-type;host;x-a;x-amz-date;');
    expect((await fetch(signed)).status).toBe(200);
    expect(server.taken()).toMatchObject([{ answer: { ok: true } }]);
  });

  it('has the method that is signed: fetch leaves `propfind` in lower case', async () => {
    const signed = await signerFor('service').sign(url, { method: 'propfind' });
    expect(signed.method).toBe('PROPFIND');
  });

  it('keeps what a Request carries beside headers and body', async () => {
    const { signal } = new AbortController();
    const request = new Request(url, { method: 'POST', body: 'x', redirect: 'manual', signal, keepalive: true });
    const signed = await signerFor('service').sign(request);
    expect(signed).toMatchObject({ method: 'POST', redirect: 'manual', keepalive: true, url });
    expect(signed.signal.aborted).toBe(false);
  });

  it('is given up when its signal says so', async () => {
    const controller = new AbortController();
    controller.abort();
    const sent = signerFor('service').fetch(`${server.origin}/a`, { signal: controller.signal });
    await expect(sent).rejects.toThrow('abort');
    expect(server.taken()).toEqual([]);
  });

  it('is refused when a byte changes on the way', async () => {
    const signed = await signerFor('service').sign(`${server.origin}/a`, { method: 'POST', body: 'x' });
    const changed = new Request(signed, { body: 'y' });
    expect((await fetch(changed)).status).toBe(403);
    expect(server.taken()[0]?.answer).toMatchObject({ ok: false });
  });

  it('that is signed already is refused', async () => {
    const signed = await signerFor('service').sign(`${server.origin}/a`);
    await expect(signerFor('service').sign(signed)).rejects.toMatchObject({ code: 'AlreadySigned' });
  });

  it('goes through the fetch that was given', async () => {
    const seen: Request[] = [];
    const send = async (input: RequestInfo | URL) => {
      seen.push(input as Request);
      return new Response('own');
    };
    const signer = createSigner({ ...base, fetch: send as typeof fetch });
    expect(await (await signer.fetch(url)).text()).toBe('own');
    expect(seen.map((request) => request.headers.get('x-amz-date'))).toEqual(['20150830T123600Z']);
  });

  it('uses the fetch of the moment, so that a replaced one is used', async () => {
    const signer = createSigner(base);
    vi.stubGlobal('fetch', async () => new Response('replaced'));
    try {
      expect(await (await signer.fetch(url)).text()).toBe('replaced');
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('opens a presigned URL', async () => {
    const presigned = await signerFor('s3').presignUrl(
      { url: `${server.origin}/s3/a?versionId=1` },
      { expiresInSeconds: 60 },
    );
    expect((await fetch(presigned)).status).toBe(200);
    expect(server.taken()[0]?.answer).toMatchObject({ ok: true, via: 'query' });
  });
});

function stream(...texts: readonly string[]): ReadableStream<Uint8Array> {
  return new Blob([...texts]).stream();
}

function form(): FormData {
  const data = new FormData();
  data.set('a', 'b');
  return data;
}
