import { expect, it } from 'vitest';
import { fromAwsSdk, KmsError } from '../src/kms/index.ts';

class Command {
  readonly input: object;
  constructor(input: object) {
    this.input = input;
  }
}
class GenerateDataKeyCommand extends Command {}
class EncryptCommand extends Command {}
class DecryptCommand extends Command {}
const commands = { GenerateDataKeyCommand, EncryptCommand, DecryptCommand };

const decrypting = { CiphertextBlob: Uint8Array.of(1) };
const output = { KeyId: 'arn', Plaintext: Uint8Array.of(1), CiphertextBlob: Uint8Array.of(2) };

/** A client whose calls end like this, and what it was sent. */
function duck(end: () => unknown) {
  const sent: (readonly [command: unknown, options: unknown])[] = [];
  const send = async (command: unknown, options?: unknown): Promise<unknown> => {
    sent.push([command, options]);
    return end();
  };
  return { client: { send }, sent };
}

it('sends the commands that it was given, and the signal', async () => {
  const { client, sent } = duck(() => output);
  const kms = fromAwsSdk(client, commands);
  const { signal } = new AbortController();
  const input = { KeyId: 'k', NumberOfBytes: 5 };
  expect(await kms.generateDataKey(input, { signal })).toBe(output);
  await kms.encrypt({ KeyId: 'k', Plaintext: Uint8Array.of(3) });
  await kms.decrypt(decrypting);
  expect(sent).toEqual([
    [new GenerateDataKeyCommand(input), { abortSignal: signal }],
    [new EncryptCommand({ KeyId: 'k', Plaintext: Uint8Array.of(3) }), {}],
    [new DecryptCommand(decrypting), {}],
  ]);
});

it('refuses a client that it cannot use', () => {
  const { client } = duck(() => output);
  expect(() => fromAwsSdk(client as never)).toThrow(
    new KmsError(
      'InvalidInput',
      'fromAwsSdk: the client has no methods of operations, expected a KMS, or a KMSClient and the commands as second argument',
    ),
  );
});

const exception = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400, requestId: 'request-1' }, ...more });

it.each([
  [
    exception('DisabledException', 'arn is disabled.'),
    { code: 'DisabledException', message: 'arn is disabled.', retryable: false },
  ],
  [
    exception('KMSInternalException', 'x', { $metadata: { httpStatusCode: 500 } }),
    { status: 500, requestId: undefined, retryable: true },
  ],
  [exception('ThrottlingException', 'x'), { retryable: true, requestId: 'request-1' }],
  [exception('DependencyTimeoutException', 'x', { $retryable: {} }), { retryable: true }],
  [exception('InvalidCiphertextException', 'UnknownError'), { message: expect.stringContaining('was changed') }],
])('makes a KmsError of %s', async (thrown, expected) => {
  const { client } = duck(() => {
    throw thrown;
  });
  const error = await fromAwsSdk(client, commands)
    .decrypt(decrypting)
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(KmsError);
  expect(error).toMatchObject({ ...expected, cause: thrown });
});

it.each([[new TypeError('fetch failed')], [exception('CredentialsProviderError', 'x', { $metadata: {} })], ['a text']])(
  'leaves what the service did not say as it is: %s',
  async (thrown) => {
    const { client } = duck(() => {
      throw thrown;
    });
    await expect(fromAwsSdk(client, commands).decrypt(decrypting)).rejects.toBe(thrown);
  },
);

it('refuses an output without what the operation gives', async () => {
  const { client } = duck(() => ({ KeyId: 'arn' }));
  await expect(fromAwsSdk(client, commands).decrypt(decrypting)).rejects.toThrow(
    new KmsError('InvalidResponse', 'decrypt: the answer has no "Plaintext"'),
  );
});
