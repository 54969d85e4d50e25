import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRequest } from '../src/core/http/read-request.ts';
import { createLocalKms, MAX_REQUEST_BYTES } from '../src/core/index.ts';
import { base64, newKey, post, said, testKms } from './support/kms.ts';

const json = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'TrentService.ListKeys' };
const endpoint = 'https://kms.us-east-1.amazonaws.com/';
const unknown = { status: 400, body: '{"__type":"UnknownOperationException"}' };

async function fetched(init: RequestInit): Promise<{ readonly status: number; readonly body: string }> {
  const response = await testKms().fetch(endpoint, init);
  return { status: response.status, body: await response.text() };
}

describe('over HTTP', () => {
  it('answers with the headers that clients read', async () => {
    const { status, headers } = await testKms().fetch(endpoint, { method: 'POST', headers: json, body: '{}' });
    expect(status).toBe(200);
    expect(headers.get('date')).toBe('Sun, 22 Nov 2026 12:00:00 GMT');
    expect(headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(headers.get('x-amzn-requestid')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('takes an empty body for an empty input', async () => {
    expect(await fetched({ method: 'POST', headers: json })).toEqual({
      status: 200,
      body: '{"Keys":[],"Truncated":false}',
    });
  });

  it('writes moments as seconds with a fraction, and no body where there is no output', async () => {
    const kms = testKms({ now: () => new Date('2026-11-22T12:00:00.250Z') });
    const { id } = await newKey(kms);
    const described = (await post(kms, 'DescribeKey', { KeyId: id })).body.KeyMetadata;
    expect(described).toMatchObject({ CreationDate: 1_795_348_800.25 });
    const { body } = await kms.handle({
      method: 'POST',
      url: '/',
      headers: { ...json, 'x-amz-target': 'TrentService.DisableKey' },
      body: new TextEncoder().encode(JSON.stringify({ KeyId: id })),
    });
    expect(body).toBe('');
  });

  it.each<[string, RequestInit]>([
    ['another method', { headers: json }],
    ['no target', { method: 'POST', headers: { 'content-type': json['content-type'] }, body: '{}' }],
    ['another namespace', { method: 'POST', headers: { ...json, 'x-amz-target': 'Trent.ListKeys' }, body: '{}' }],
    [
      'a name in this process',
      { method: 'POST', headers: { ...json, 'x-amz-target': 'TrentService.listKeys' }, body: '{}' },
    ],
    [
      'a name that objects have by birth',
      { method: 'POST', headers: { ...json, 'x-amz-target': 'TrentService.ToString' } },
    ],
    [
      'an operation that is not here',
      { method: 'POST', headers: { ...json, 'x-amz-target': 'TrentService.Sign' }, body: '{}' },
    ],
    ['JSON 1.0', { method: 'POST', headers: { ...json, 'content-type': 'application/x-amz-json-1.0' }, body: '{}' }],
  ])('knows no operation behind %s', async (_, init) => {
    expect(await fetched(init)).toEqual(unknown);
  });

  it.each(['{', 'x', '\u{feff}{', '{"a":}', '"\\'])('says nothing about a body that is no JSON: %j', async (body) => {
    expect(await fetched({ method: 'POST', headers: json, body })).toEqual({
      status: 400,
      body: '{"__type":"SerializationException"}',
    });
    const bytes = Uint8Array.of(...new TextEncoder().encode('{"x":"'), 0xff, 0x22, 0x7d);
    expect((await fetched({ method: 'POST', headers: json, body: bytes })).body).toContain('SerializationException');
  });

  it.each<[object | null, string]>([
    [{ Limit: '3' }, 'STRING_VALUE cannot be converted to Integer'],
    [{ Limit: 1.5 }, 'NUMBER_VALUE cannot be converted to Integer'],
    [{ Marker: 3 }, 'NUMBER_VALUE cannot be converted to String'],
    [{ Marker: true }, 'TRUE_VALUE cannot be converted to String'],
    [{ Marker: {} }, 'Start of structure or map found where not expected.'],
    [{ Marker: ['a'] }, 'Start of list found where not expected.'],
    [['a'], 'Start of list found where not expected.'],
  ])('names what it cannot convert in %j', async (input, message) => {
    expect(said(await post(testKms(), 'ListKeys', input))).toEqual([400, 'SerializationException', message]);
  });

  it.each<[string, object, string]>([
    ['Encrypt', { KeyId: 'x', Plaintext: 'YQ' }, 'a blob is not Base64 with padding'],
    ['Encrypt', { KeyId: 'x', Plaintext: 5 }, 'NUMBER_VALUE cannot be converted to Blob'],
    ['Decrypt', { CiphertextBlob: 'YQ==', EncryptionContext: { a: 1 } }, 'NUMBER_VALUE cannot be converted to String'],
    ['Decrypt', { CiphertextBlob: 'YQ==', EncryptionContext: { a: null } }, 'NULL_VALUE cannot be converted to String'],
    ['Decrypt', { CiphertextBlob: 'YQ==', EncryptionContext: { '\ud800': '' } }, 'a text has half of a surrogate pair'],
  ])('%s of %j', async (operation, input, message) => {
    expect(said(await post(testKms(), operation, input))).toEqual([400, 'SerializationException', message]);
  });

  it('takes requests up to its limit and no further, without reading on', async () => {
    const room = (length: number) => `{"Marker":null,"x":"${'a'.repeat(length - 22)}"}`;
    expect(room(100)).toHaveLength(100);
    const largest = await fetched({ method: 'POST', headers: json, body: room(MAX_REQUEST_BYTES) });
    expect(largest.status).toBe(200);
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers: json, body: endless, duplex: 'half' };
    const refused = {
      status: 413,
      body: `{"__type":"RequestEntityTooLargeException","message":"A request has at most ${MAX_REQUEST_BYTES} bytes"}`,
    };
    expect(await fetched(init)).toEqual(refused);
    expect(pulled).toBeLessThan(10);
    const body = new TextEncoder().encode(room(MAX_REQUEST_BYTES + 1));
    expect(await testKms().handle({ method: 'POST', url: '/', headers: json, body })).toMatchObject(refused);
  });

  it('reads requests that have no stream, as those of Firefox', async () => {
    const request = new Request(endpoint, { method: 'POST', headers: json, body: '{}' });
    Object.defineProperty(request, 'body', { value: undefined });
    expect(await readRequest(request)).toMatchObject({
      method: 'POST',
      url: endpoint,
      body: Uint8Array.of(0x7b, 0x7d),
    });
  });

  it('ends with the reason of the signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(testKms().fetch(endpoint, { method: 'POST', headers: json, body: '{}', signal })).rejects.toThrow(
      'enough',
    );
  });

  it('never throws and never fails inside, whatever JSON comes', async () => {
    const kms = testKms();
    const { id } = await newKey(kms);
    const operations = [
      'CreateKey',
      'Encrypt',
      'Decrypt',
      'ReEncrypt',
      'GenerateDataKey',
      'ListAliases',
      'CreateAlias',
    ];
    const value = fc.oneof(fc.constantFrom(id, base64('x'), 'alias/x', 'arn:aws:kms'), fc.jsonValue());
    const names = [
      'KeyId',
      'Plaintext',
      'CiphertextBlob',
      'EncryptionContext',
      'Tags',
      'AliasName',
      'TargetKeyId',
      'Marker',
    ];
    const input = fc.dictionary(fc.constantFrom(...names), value);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...operations), input, async (operation, object) => {
        expect([200, 400]).toContain((await post(kms, operation, object)).status);
      }),
    );
  });

  it('tells its owner of a fault of its own, and the caller nothing', async () => {
    const errors: unknown[] = [];
    const random = () => new Uint8Array(3);
    const kms = createLocalKms({ verifySignatures: false, onInternalError: (error) => errors.push(error) });
    const { id } = await newKey(kms);
    const broken = createLocalKms({
      verifySignatures: false,
      snapshot: kms.snapshot(),
      random: (size) => (size === 16 ? new Uint8Array(16) : random()),
      onInternalError: (error) => errors.push(error),
    });
    expect(said(await post(broken, 'Encrypt', { KeyId: id, Plaintext: base64('x') }))).toEqual([
      500,
      'KMSInternalException',
      undefined,
    ]);
    expect(errors).toEqual([new TypeError('random: found 3 bytes, expected 32')]);
  });
});

describe('validation', () => {
  const UUID = '12345678-1234-1234-1234-123456789012';

  it.each<[string, object, string]>([
    ['DescribeKey', {}, "Value null at 'keyId' failed to satisfy constraint: Member must not be null"],
    [
      'DescribeKey',
      { KeyId: '' },
      "Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'Encrypt',
      { KeyId: 'x', Plaintext: '' },
      "Value at 'plaintext' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'GenerateDataKey',
      { KeyId: 'x', KeySpec: 'AES-256' },
      "Value 'AES-256' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [AES_256, AES_128]",
    ],
    [
      'GenerateDataKey',
      { KeyId: 'x', NumberOfBytes: 1025 },
      "Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024",
    ],
    [
      'ListKeys',
      { Limit: 0 },
      "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'CreateAlias',
      { AliasName: 'alias/ü', TargetKeyId: UUID },
      "Value 'alias/ü' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$",
    ],
    [
      'DescribeKey',
      { KeyId: 'x', GrantTokens: Array(11).fill('secret') },
      "Value at 'grantTokens' failed to satisfy constraint: Member must have length less than or equal to 10",
    ],
  ])('%s of %j', async (operation, input, problem) => {
    expect(said(await post(testKms(), operation, input))).toEqual([
      400,
      'ValidationException',
      `1 validation error detected: ${problem}`,
    ]);
  });

  it('counts and names all violations', async () => {
    expect(said(await post(testKms(), 'Encrypt', {}))[2]).toBe(
      "2 validation errors detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null; Value null at 'plaintext' failed to satisfy constraint: Member must not be null",
    );
  });

  it.each<[string, object, string, string | undefined]>([
    ['GenerateDataKey', { KeyId: UUID }, 'ValidationException', 'Please specify either number of bytes or key spec.'],
    [
      'GenerateDataKey',
      { KeyId: UUID, KeySpec: 'AES_128', NumberOfBytes: 16 },
      'ValidationException',
      'Please specify either number of bytes or key spec.',
    ],
    [
      'CreateKey',
      { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
      'UnsupportedOperationException',
      'This local KMS has no key spec RSA_2048 yet, expected SYMMETRIC_DEFAULT.',
    ],
    [
      'CreateKey',
      { KeySpec: 'RSA_2048' },
      'ValidationException',
      'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    ],
    [
      'CreateKey',
      { Origin: 'EXTERNAL' },
      'UnsupportedOperationException',
      'This local KMS has no origin EXTERNAL yet, expected AWS_KMS.',
    ],
    [
      'CreateKey',
      { KeyUsage: 'SIGN_VERIFY' },
      'ValidationException',
      'KeyUsage SIGN_VERIFY is not compatible with KeySpec SYMMETRIC_DEFAULT',
    ],
    [
      'CreateKey',
      { KeySpec: 'SYMMETRIC_DEFAULT', CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT' },
      'ValidationException',
      'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.',
    ],
    [
      'ScheduleKeyDeletion',
      { KeyId: UUID, PendingWindowInDays: 6 },
      'ValidationException',
      'PendingWindowInDays must be between 7 and 30',
    ],
    [
      'DescribeKey',
      { KeyId: 'alias/no' },
      'NotFoundException',
      'Alias arn:aws:kms:us-east-1:111122223333:alias/no is not found.',
    ],
    ['DescribeKey', { KeyId: 'arn:aws:s3:::bucket' }, 'NotFoundException', 'Invalid arn arn:aws:s3:::bucket'],
    ['DescribeKey', { KeyId: 'arn:aws:kms:us-east-1:111122223333:key/x' }, 'NotFoundException', "Invalid keyId 'x'"],
    ['EnableKey', { KeyId: 'alias/no' }, 'NotFoundException', "Invalid keyId 'alias/no'"],
    [
      'EnableKey',
      { KeyId: 'arn:aws:kms:us-east-1:111122223333:alias/no' },
      'NotFoundException',
      "Invalid keyId 'alias/no'",
    ],
    [
      'Encrypt',
      { KeyId: `arn:aws:kms:us-east-1:444455556666:key/${UUID}`, Plaintext: 'YQ==' },
      'AccessDeniedException',
      'User: arn:aws:iam::111122223333:root is not authorized to perform: kms:Encrypt on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
    ],
    ['ListKeys', { Marker: '!' }, 'InvalidMarkerException', 'Could not deserialize marker.'],
    ['CreateAlias', { AliasName: 'alias/aws/s3', TargetKeyId: UUID }, 'NotAuthorizedException', undefined],
    [
      'UpdateAlias',
      { AliasName: 'alias/no', TargetKeyId: UUID },
      'NotFoundException',
      'Alias arn:aws:kms:us-east-1:111122223333:alias/no is not found.',
    ],
    [
      'DeleteAlias',
      { AliasName: 'alias/no' },
      'NotFoundException',
      'Alias arn:aws:kms:us-east-1:111122223333:alias/no is not found.',
    ],
  ])('%s of %j is refused with %s', async (operation, input, code, message) => {
    const kms = testKms();
    const before = kms.snapshot();
    expect(said(await post(kms, operation, input))).toEqual([400, code, message]);
    expect(kms.snapshot()).toEqual(before);
  });
});
