import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { createKmsClient, type KmsClient, type KmsClientOptions, KmsError } from '../src/kms/index.ts';
import { sleepUnlessAborted } from '../src/kms/retry.ts';
import { verifyRequest } from '../src/sigv4/index.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const arn = 'arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012';
const NOW = Date.parse('2026-11-22T12:00:00Z');

/** An answer of the service: an output, or a status with an error. */
type Scripted =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body: string | object }
  | Error;

interface Sent {
  readonly url: string;
  readonly init: RequestInit & { readonly headers: Record<string, string>; readonly body: string };
}

const ok = { body: { KeyId: arn, Plaintext: 'AAE=', CiphertextBlob: '/w==' } };
const failed = (code: string, status = 400, headers: Record<string, string> = {}): Scripted => ({
  status,
  headers: { 'x-amzn-requestid': 'request-1', ...headers },
  body: { __type: code, message: `words of ${code}` },
});

/** A client before a service that gives these answers one by one, and what was sent and waited for. */
function scripted(answers: readonly Scripted[], options: Partial<KmsClientOptions> = {}) {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const left = [...answers];
  const fetch = async (url: unknown, init: unknown): Promise<Response> => {
    sent.push({ url: String(url), init: init as Sent['init'] });
    const answer = left.shift();
    if (answer === undefined) throw new Error('the script is over');
    if (answer instanceof Error) throw answer;
    const { status = 200, headers = {}, body } = answer;
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
  };
  const client = createKmsClient({
    credentials,
    region: 'us-east-1',
    fetch: fetch as typeof globalThis.fetch,
    now: () => new Date(NOW),
    random: () => 0.5,
    sleep: async (milliseconds) => void waits.push(milliseconds),
    ...options,
  });
  return { client, sent, waits };
}

const caught = (promise: Promise<unknown>): Promise<KmsError> =>
  promise.then(
    () => expect.unreachable('it was not refused'),
    (error: KmsError) => error,
  );

const dataKey = { KeyId: arn, KeySpec: 'AES_256' } as const;
const decrypting = { CiphertextBlob: Uint8Array.of(255) };
const date = (offsetMinutes: number) => ({ date: new Date(NOW + offsetMinutes * 60_000).toUTCString() });

describe('a call', () => {
  it('is a signed POST of JSON 1.1 that names its operation', async () => {
    const { client, sent } = scripted([ok]);
    await client.encrypt({
      KeyId: arn,
      Plaintext: Uint8Array.of(0, 1),
      EncryptionContext: { a: 'ü' },
      GrantTokens: ['t'],
    });
    const [one] = sent;
    expect(one?.url).toBe('https://kms.us-east-1.amazonaws.com/');
    expect(JSON.parse(one?.init.body ?? '')).toEqual({
      KeyId: arn,
      Plaintext: 'AAE=',
      EncryptionContext: { a: 'ü' },
      GrantTokens: ['t'],
    });
    expect(one?.init.headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'TrentService.Encrypt',
    });
    const answer = await verifyRequest(
      { method: 'POST', url: one?.url ?? '', headers: one?.init.headers, body: one?.init.body },
      { region: 'us-east-1', service: 'kms', credentials: () => credentials, date: new Date(NOW) },
    );
    expect(answer).toMatchObject({ ok: true, signedHeaders: ['content-type', 'host', 'x-amz-date', 'x-amz-target'] });
  });

  it.each<[keyof KmsClient, string, object, object]>([
    ['generateDataKey', 'GenerateDataKey', dataKey, ok.body],
    [
      'generateDataKeyWithoutPlaintext',
      'GenerateDataKeyWithoutPlaintext',
      dataKey,
      { KeyId: arn, CiphertextBlob: '/w==' },
    ],
    ['encrypt', 'Encrypt', { KeyId: arn, Plaintext: Uint8Array.of(1) }, { KeyId: arn, CiphertextBlob: '/w==' }],
    ['decrypt', 'Decrypt', decrypting, { KeyId: arn, Plaintext: '/w==' }],
    [
      'reEncrypt',
      'ReEncrypt',
      { ...decrypting, DestinationKeyId: arn },
      { KeyId: arn, SourceKeyId: arn, CiphertextBlob: '/w==' },
    ],
  ])('%s asks for %s and gives bytes', async (method, operation, input, body) => {
    const { client, sent } = scripted([{ body }]);
    const output = (await client[method](input as never)) as unknown as Record<string, unknown>;
    expect(sent[0]?.init.headers['x-amz-target']).toBe(`TrentService.${operation}`);
    for (const [name, value] of Object.entries(body)) {
      expect(output[name]).toEqual(
        value === '/w==' ? Uint8Array.of(255) : value === 'AAE=' ? Uint8Array.of(0, 1) : value,
      );
    }
  });

  it('describeKey gives dates', async () => {
    const { client } = scripted([
      { body: { KeyMetadata: { KeyId: 'x', CreationDate: 1.5565824e9, DeletionDate: 0.25 } } },
    ]);
    expect((await client.describeKey({ KeyId: 'x' })).KeyMetadata).toEqual({
      KeyId: 'x',
      CreationDate: new Date('2019-04-30T00:00:00Z'),
      DeletionDate: new Date(250),
    });
  });

  it.each([
    ['cn-north-1', 'https://kms.cn-north-1.amazonaws.com.cn/'],
    ['us-gov-west-1', 'https://kms.us-gov-west-1.amazonaws.com/'],
    ['eusc-de-east-1', 'https://kms.eusc-de-east-1.amazonaws.eu/'],
    ['us-isob-east-1', 'https://kms.us-isob-east-1.sc2s.sgov.gov/'],
  ])('goes to the endpoint of %s', async (region, url) => {
    const { client, sent } = scripted([ok], { region });
    await client.generateDataKey(dataKey);
    expect(sent[0]?.url).toBe(url);
  });

  it('goes to another endpoint when one is given', async () => {
    const { client, sent } = scripted([ok], { endpoint: 'http://127.0.0.1:8080' });
    await client.generateDataKey(dataKey);
    expect(sent[0]?.url).toBe('http://127.0.0.1:8080/');
  });
});

describe('attempts', () => {
  it.each<[string, Scripted]>([
    ['a throttle', failed('ThrottlingException')],
    ['a fault of KMS', failed('KMSInternalException', 500)],
    ['a fault before KMS', { status: 503, body: '<html>' }],
    ['no answer', new TypeError('fetch failed')],
  ])('follow %s, after a wait', async (_, failure) => {
    const { client, sent, waits } = scripted([failure, failure, ok]);
    expect((await client.generateDataKey(dataKey)).KeyId).toBe(arn);
    expect(sent).toHaveLength(3);
    expect(waits).toEqual([50, 100]);
  });

  it('wait anything from nothing to an end that doubles, up to 20 seconds', async () => {
    const longest = scripted([...Array(12).fill(failed('ThrottlingException')), ok], {
      maxAttempts: 13,
      random: () => 0.999_999,
    });
    await longest.client.generateDataKey(dataKey);
    expect(longest.waits).toEqual([99, 199, 399, 799, 1599, 3199, 6399, 12_799, 19_999, 19_999, 19_999, 19_999]);
    const none = scripted([failed('ThrottlingException'), ok], { random: () => 0 });
    await none.client.generateDataKey(dataKey);
    expect(none.waits).toEqual([0]);
  });

  it('end with the last error', async () => {
    const { client, sent } = scripted(Array(5).fill(failed('ThrottlingException')));
    expect(await caught(client.generateDataKey(dataKey))).toMatchObject({
      code: 'ThrottlingException',
      retryable: true,
    });
    expect(sent).toHaveLength(3);
    const once = scripted([failed('ThrottlingException')], { maxAttempts: 1 });
    await caught(once.client.generateDataKey(dataKey));
    expect(once.waits).toEqual([]);
  });

  it.each(['NotFoundException', 'LimitExceededException', 'AccessDeniedException', 'DisabledException'])(
    'do not follow %s',
    async (code) => {
      const { client, sent } = scripted([failed(code)]);
      expect(await caught(client.generateDataKey(dataKey))).toMatchObject({ code, status: 400, retryable: false });
      expect(sent).toHaveLength(1);
    },
  );
});

describe('a clock that is wrong', () => {
  it.each([90, -90])('is corrected by the Date of the answer: %i minutes', async (minutes) => {
    const { client, sent, waits } = scripted([failed('InvalidSignatureException', 400, date(minutes)), ok, ok]);
    await client.generateDataKey(dataKey);
    await client.generateDataKey(dataKey);
    const corrected = minutes > 0 ? '20261122T133000Z' : '20261122T103000Z';
    expect(sent.map(({ init }) => init.headers['x-amz-date'])).toEqual(['20261122T120000Z', corrected, corrected]);
    expect(waits).toEqual([]);
  });

  it.each<[string, Scripted]>([
    ['it agrees', failed('InvalidSignatureException', 400, date(3))],
    ['the answer came out of a cache', failed('InvalidSignatureException', 400, { ...date(90), age: '1' })],
    ['the answer has no date', failed('InvalidSignatureException')],
    ['the error is another', failed('AccessDeniedException', 400, date(90))],
  ])('is left alone where %s', async (_, failure) => {
    const { client, sent } = scripted([failure, ok]);
    await caught(client.generateDataKey(dataKey));
    await client.generateDataKey(dataKey);
    expect(sent.map(({ init }) => init.headers['x-amz-date'])).toEqual(['20261122T120000Z', '20261122T120000Z']);
  });

  it.each([
    // 8 minutes: the answer's half past meets 12:04, so that the service is 26 minutes ahead of 12:08.
    [8, ['20261122T120000Z', '20261122T123400Z']],
    [16, ['20261122T120000Z']],
  ])(
    'is measured from the middle of the trip, unless that took longer than a quarter of an hour: %i minutes',
    async (minutes, dates) => {
      let time = NOW;
      const seen: unknown[] = [];
      const client = createKmsClient({
        credentials,
        region: 'us-east-1',
        now: () => new Date(time),
        fetch: async (_, init) => {
          seen.push((init as Sent['init']).headers['x-amz-date']);
          if (seen.length > 1) return new Response(JSON.stringify(ok.body));
          time += minutes * 60_000;
          return new Response('{"__type":"InvalidSignatureException"}', { status: 400, headers: date(30) });
        },
      });
      await client.generateDataKey(dataKey).catch(() => undefined);
      expect(seen).toEqual(dates);
    },
  );

  it('is not corrected again by a service that agrees with what was corrected', async () => {
    const refused = failed('InvalidSignatureException', 400, date(90));
    const { client, sent } = scripted([refused, ok, refused, ok]);
    await client.generateDataKey(dataKey);
    expect(await caught(client.generateDataKey(dataKey))).toMatchObject({ code: 'InvalidSignatureException' });
    expect(sent).toHaveLength(3);
  });

  it('is corrected for all calls that are under way', async () => {
    const seen: unknown[] = [];
    const client = createKmsClient({
      credentials,
      region: 'us-east-1',
      now: () => new Date(NOW),
      fetch: async (_, init) => {
        const signedAt = (init as Sent['init']).headers['x-amz-date'];
        seen.push(signedAt);
        if (signedAt === '20261122T133000Z') return new Response(JSON.stringify(ok.body));
        return new Response('{"__type":"InvalidSignatureException"}', { status: 400, headers: date(90) });
      },
    });
    await Promise.all([client.generateDataKey(dataKey), client.decrypt(decrypting)]);
    expect(seen).toEqual([...Array(2).fill('20261122T120000Z'), ...Array(2).fill('20261122T133000Z')]);
  });

  it.each(['Fri, 31 Dec 275759 23:59:59 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT', 'Fri, 31 Dec 1999 23:59:59 GMT'])(
    'is not corrected to a time that no service has: %s',
    async (far) => {
      const { client, sent } = scripted([failed('InvalidSignatureException', 400, { date: far }), ok]);
      expect(await caught(client.generateDataKey(dataKey))).toMatchObject({ code: 'InvalidSignatureException' });
      await client.generateDataKey(dataKey);
      expect(sent.map(({ init }) => init.headers['x-amz-date'])).toEqual(['20261122T120000Z', '20261122T120000Z']);
    },
  );

  it('is corrected again by the next service that tells the time', async () => {
    const lying = failed('InvalidSignatureException', 400, { date: 'Thu, 31 Dec 2999 23:59:59 GMT' });
    const { client, sent } = scripted([lying, lying, failed('InvalidSignatureException', 400, date(0)), ok]);
    expect(await caught(client.generateDataKey(dataKey))).toMatchObject({ code: 'InvalidSignatureException' });
    await client.generateDataKey(dataKey);
    expect(sent.map(({ init }) => init.headers['x-amz-date'])).toEqual([
      '20261122T120000Z',
      '29991231T235959Z',
      '29991231T235959Z',
      '20261122T120000Z',
    ]);
  });

  it('is corrected once a call', async () => {
    const refused = failed('InvalidSignatureException', 400, date(90));
    const again = failed('InvalidSignatureException', 400, date(180));
    const { client, sent } = scripted([refused, again]);
    expect(await caught(client.generateDataKey(dataKey))).toMatchObject({ code: 'InvalidSignatureException' });
    expect(sent).toHaveLength(2);
  });
});

describe('an error', () => {
  it('has code, status, request id and the words of the service', async () => {
    const { client } = scripted([failed('com.amazonaws.kms#NotFoundException:http://internal.example/')]);
    const error = await caught(client.decrypt(decrypting));
    expect(error).toBeInstanceOf(KmsError);
    expect({ ...error, message: error.message }).toEqual({
      name: 'KmsError',
      code: 'NotFoundException',
      status: 400,
      requestId: 'request-1',
      retryable: false,
      message: 'words of com.amazonaws.kms#NotFoundException:http://internal.example/',
    });
  });

  it('is read from `Message`, from the header, or made of the status', async () => {
    const capital = scripted([{ status: 400, body: { __type: 'A', Message: 'b' } }]);
    expect(await caught(capital.client.decrypt(decrypting))).toMatchObject({ code: 'A', message: 'b' });
    const header = scripted([{ status: 400, headers: { 'x-amzn-errortype': 'A:b' }, body: '' }]);
    expect(await caught(header.client.decrypt(decrypting))).toMatchObject({
      code: 'A',
      message: 'A: the service said nothing more',
    });
    const bare = scripted([{ status: 301, body: '<html>' }]);
    expect(await caught(bare.client.decrypt(decrypting))).toMatchObject({ code: 'Http301', retryable: false });
  });

  it('says what a silent refusal can mean', async () => {
    const { client } = scripted([{ status: 400, body: { __type: 'InvalidCiphertextException' } }]);
    expect((await caught(client.decrypt(decrypting))).message).toBe(
      'the ciphertext is not one of KMS, was changed, or has another encryption context (every pair, exact case)',
    );
  });

  it('has the reason why no answer came as its cause', async () => {
    const cause = new TypeError('fetch failed');
    const { client } = scripted([cause], { maxAttempts: 1 });
    expect(await caught(client.decrypt(decrypting))).toMatchObject({
      code: 'NetworkFault',
      status: undefined,
      retryable: true,
      cause,
      message: 'Decrypt: no answer came from https://kms.us-east-1.amazonaws.com/',
    });
  });

  it('repeats no grant token', async () => {
    const { client } = scripted([
      { status: 400, body: { __type: 'InvalidGrantTokenException', message: 'bad token-1, token-1' } },
    ]);
    const error = await caught(client.decrypt({ ...decrypting, GrantTokens: ['token-1', ''] }));
    expect(error.message).toBe('bad [redacted], [redacted]');
  });

  it.each<[string, string | object]>([
    ['the answer is no JSON object, expected one of KMS: check the endpoint', '<html>'],
    ['the answer is no JSON object, expected one of KMS: check the endpoint', '[]'],
    ['the answer has no "KeyId", expected one of KMS: check the endpoint', { Plaintext: '' }],
    [
      'the answer has no Base64 in "Plaintext", expected one of KMS: check the endpoint',
      { KeyId: arn, Plaintext: '%' },
    ],
    ['the answer has no Base64 in "Plaintext", expected one of KMS: check the endpoint', { KeyId: arn, Plaintext: 5 }],
  ])('%s', async (message, body) => {
    const { client } = scripted([{ body }]);
    expect(await caught(client.decrypt(decrypting))).toMatchObject({ code: 'InvalidResponse', status: 200, message });
  });
});

describe('an answer', () => {
  const MEBIBYTE = 2 ** 20;

  /** A service that never stops talking, and how much of it was read. */
  function endless(status: number) {
    const read = { bytes: 0, isCancelled: false, answers: 0 };
    const fetch = async () => {
      read.answers++;
      const body = new ReadableStream({
        pull(controller) {
          read.bytes += 65_536;
          if (read.bytes > 8 * MEBIBYTE) controller.close();
          else controller.enqueue(new Uint8Array(65_536).fill(0x20));
        },
        cancel() {
          read.isCancelled = true;
        },
      });
      return new Response(body, { status });
    };
    return { read, fetch };
  }

  it.each([200, 400, 500])('of status %i is read up to 1 MiB, and not asked for again', async (status) => {
    const { read, fetch } = endless(status);
    const { client } = scripted([], { fetch });
    expect(await caught(client.decrypt(decrypting))).toMatchObject({
      code: 'InvalidResponse',
      status,
      retryable: false,
      message: 'Decrypt: the answer is longer than 1048576 bytes, expected one of KMS: check the endpoint',
    });
    expect(read).toMatchObject({ isCancelled: true, answers: 1 });
    expect(read.bytes).toBeLessThan(1.25 * MEBIBYTE);
  });

  it('may have 1 MiB', async () => {
    const body = JSON.stringify(ok.body).padEnd(MEBIBYTE);
    expect((await scripted([{ body }]).client.decrypt(decrypting)).KeyId).toBe(arn);
    const more = scripted([{ body: `${body} ` }]);
    expect(await caught(more.client.decrypt(decrypting))).toMatchObject({ code: 'InvalidResponse' });
  });

  it('may come in any pieces, within a character too', async () => {
    const bytes = new TextEncoder().encode('{"__type":"A","message":"größer 🔑"}');
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const { client } = scripted([], { fetch: async () => new Response(body, { status: 400 }) });
    expect((await caught(client.decrypt(decrypting))).message).toBe('größer 🔑');
  });

  it('may be none', async () => {
    const { client } = scripted([], { fetch: async () => new Response(null, { status: 400 }) });
    expect(await caught(client.decrypt(decrypting))).toMatchObject({ code: 'Http400' });
  });
});

describe('the time limit of an attempt', () => {
  const silent = () => new Promise<Response>(() => {});
  const late = (milliseconds: number) =>
    `Decrypt: no whole answer came from https://kms.us-east-1.amazonaws.com/ within ${milliseconds} ms`;

  it('ends it, and another follows', async () => {
    let attempts = 0;
    const fetch = () => (attempts++ < 2 ? silent() : Promise.resolve(new Response(JSON.stringify(ok.body))));
    const { client, waits } = scripted([], { fetch, requestTimeoutMs: 1 });
    expect((await client.decrypt(decrypting)).KeyId).toBe(arn);
    expect([attempts, waits]).toEqual([3, [50, 100]]);
  });

  it('is told', async () => {
    const { client } = scripted([], { fetch: silent, requestTimeoutMs: 1, maxAttempts: 1 });
    expect(await caught(client.decrypt(decrypting))).toMatchObject({
      code: 'NetworkFault',
      status: undefined,
      retryable: true,
      message: late(1),
    });
  });

  it('holds for the whole answer, which is then read no more', async () => {
    const signals: (AbortSignal | null | undefined)[] = [];
    const fetch: typeof globalThis.fetch = async (_, init) => {
      signals.push(init?.signal);
      return new Response(new ReadableStream({ start: (controller) => controller.enqueue(Uint8Array.of(0x7b)) }));
    };
    const { client } = scripted([], { fetch, requestTimeoutMs: 1, maxAttempts: 1 });
    expect((await caught(client.decrypt(decrypting))).message).toBe(late(1));
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
  });

  it('closes the connection', async () => {
    const closed = Promise.withResolvers<void>();
    const server = createServer(({ socket }) => void socket.once('close', closed.resolve)).listen(0, '127.0.0.1');
    try {
      await once(server, 'listening');
      const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { client } = scripted([], { fetch: undefined, endpoint, requestTimeoutMs: 100, maxAttempts: 1 });
      expect(await caught(client.decrypt(decrypting))).toMatchObject({ code: 'NetworkFault' });
      await closed.promise;
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('is 60 seconds when no other is given, and leaves no timer behind', async () => {
    vi.useFakeTimers();
    try {
      const { client } = scripted([], { fetch: silent, maxAttempts: 1 });
      const call = caught(client.decrypt(decrypting));
      await vi.advanceTimersByTimeAsync(59_999);
      expect(vi.getTimerCount()).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      expect((await call).message).toBe(late(60_000));
      await scripted([ok]).client.decrypt(decrypting);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('before the call', () => {
  const nothing = scripted([]);
  const mend =
    '. For more use a data key: call GenerateDataKey, encrypt with its Plaintext, and store its CiphertextBlob beside the data';

  it.each<[unknown, string]>([
    [new Uint8Array(4097), `Encrypt: "Plaintext" is 4097 bytes, expected a Uint8Array of 1 to 4096 bytes${mend}`],
    [new Uint8Array(), 'Encrypt: "Plaintext" is 0 bytes, expected a Uint8Array of 1 to 4096 bytes'],
    ['secret', 'Encrypt: "Plaintext" is of type string, expected a Uint8Array of 1 to 4096 bytes'],
  ])('a plaintext is refused: %#', async (Plaintext, message) => {
    const error = await caught(nothing.client.encrypt({ KeyId: arn, Plaintext: Plaintext as Uint8Array }));
    expect(error).toMatchObject({ code: 'InvalidInput', status: undefined, retryable: false, message });
    expect(nothing.sent).toEqual([]);
  });

  it('a ciphertext that is too long is refused', async () => {
    const CiphertextBlob = new Uint8Array(6145);
    const text =
      '"CiphertextBlob" is 6145 bytes, expected a Uint8Array of 1 to 6144 bytes. A message of the Encryption SDK is decrypted by that SDK: KMS takes the encrypted data key in it';
    expect((await caught(nothing.client.decrypt({ CiphertextBlob }))).message).toBe(`Decrypt: ${text}`);
    const again = nothing.client.reEncrypt({ CiphertextBlob, DestinationKeyId: arn });
    expect((await caught(again)).message).toBe(`ReEncrypt: ${text}`);
  });

  it('takes the largest that KMS takes', async () => {
    const { client } = scripted([ok]);
    await client.encrypt({ KeyId: arn, Plaintext: new Uint8Array(4096) });
  });

  it.each<[Partial<KmsClientOptions>, string]>([
    [{ region: 'US East' }, '"region" is "US East", expected one such as us-east-1'],
    [{ region: 'x.evil.example/' }, '"region" is "x.evil.example/", expected one such as us-east-1'],
    [{ endpoint: 'kms' }, '"endpoint" is no such address, expected https://host or http://127.0.0.1:port'],
    ...['https://user:hunter22@host/', 'http://:hunter22@host', 'http://hunter22@host'].map(
      (endpoint): [Partial<KmsClientOptions>, string] => [
        { endpoint },
        '"endpoint" is an address with a user name or a password, expected https://host or http://127.0.0.1:port',
      ],
    ),
    ...[0, 1.5, 2 ** 31, Number.NaN].map((requestTimeoutMs): [Partial<KmsClientOptions>, string] => [
      { requestTimeoutMs },
      `"requestTimeoutMs" is ${requestTimeoutMs}, expected a whole number from 1 to 2147483647`,
    ]),
    [{ maxAttempts: 0 }, '"maxAttempts" is 0, expected a whole number from 1'],
  ])('the options %j are refused', (options, message) => {
    expect(() => scripted([], options)).toThrow(new KmsError('InvalidInput', message));
  });
});

describe('a signal', () => {
  const reason = new Error('enough');

  it('ends a call before it begins', async () => {
    const { client, sent } = scripted([ok]);
    await expect(client.decrypt(decrypting, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(sent).toEqual([]);
  });

  it('ends an attempt, which is not followed by another', async () => {
    const controller = new AbortController();
    const { client, sent } = scripted([], {
      fetch: (_, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
          controller.abort(reason);
        }),
      maxAttempts: 1,
    });
    await expect(client.decrypt(decrypting, { signal: controller.signal })).rejects.toBe(reason);
    expect(sent).toEqual([]);
  });

  it('ends an attempt whose transport does not listen to it', async () => {
    const controller = new AbortController();
    const fetch = () => {
      queueMicrotask(() => controller.abort(reason));
      return new Promise<Response>(() => {});
    };
    const { client } = scripted([], { fetch });
    await expect(client.decrypt(decrypting, { signal: controller.signal })).rejects.toBe(reason);
  });

  it('ends the waiting for credentials', async () => {
    const controller = new AbortController();
    const { client, sent } = scripted([ok], { credentials: () => new Promise(() => {}) });
    const call = client.decrypt(decrypting, { signal: controller.signal });
    queueMicrotask(() => controller.abort(reason));
    await expect(call).rejects.toBe(reason);
    expect(sent).toEqual([]);
  });

  it('is listened to during calls only', async () => {
    const { signal } = new AbortController();
    const [add, remove] = [vi.spyOn(signal, 'addEventListener'), vi.spyOn(signal, 'removeEventListener')];
    await scripted([failed('ThrottlingException'), ok]).client.decrypt(decrypting, { signal });
    expect(add.mock.calls.length).toBeGreaterThan(0);
    const named = (calls: readonly (readonly unknown[])[]) => calls.map(([, listener]) => listener);
    expect(new Set(named(remove.mock.calls))).toEqual(new Set(named(add.mock.calls)));
  });

  it('leaves no timer behind when it ends the waiting', async () => {
    vi.useFakeTimers();
    try {
      const controller = new AbortController();
      const waiting = sleepUnlessAborted(20_000, controller.signal);
      expect(vi.getTimerCount()).toBe(1);
      controller.abort(reason);
      await expect(waiting).rejects.toBe(reason);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends the waiting, with a real timer', async () => {
    const controller = new AbortController();
    const { client, sent } = scripted([failed('ThrottlingException'), ok], { sleep: undefined, random: () => 0.999 });
    const call = client.decrypt(decrypting, { signal: controller.signal });
    queueMicrotask(() => controller.abort(reason));
    await expect(call).rejects.toBe(reason);
    expect(sent.length).toBeLessThan(2);
  });
});

it('waits with a real timer when no other is given', async () => {
  const { client, sent } = scripted([failed('ThrottlingException'), ok], { sleep: undefined, random: () => 0.01 });
  await client.generateDataKey(dataKey);
  expect(sent).toHaveLength(2);
});
