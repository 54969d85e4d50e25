import { checkCiphertext, checkPlaintext } from './byte-limits.ts';
import { KmsError } from './error.ts';
import type { DecryptOutput, EncryptOutput, GenerateDataKeyOutput, KmsOperations, KmsRequestOptions } from './types.ts';

/** `KMSClient` of `@aws-sdk/client-kms`, or what behaves like it. */
export interface AwsSdkClient {
  send(command: never, options?: never): Promise<unknown>;
}

/** The commands of `@aws-sdk/client-kms`: the module itself fits. */
export interface AwsSdkCommands {
  readonly GenerateDataKeyCommand: new (input: never) => object;
  readonly EncryptCommand: new (input: never) => object;
  readonly DecryptCommand: new (input: never) => object;
}

/** `KMS` of `@aws-sdk/client-kms`: the client that has the operations as methods. */
export interface AwsSdkAggregate {
  generateDataKey(input: never, options?: never): Promise<unknown>;
  encrypt(input: never, options?: never): Promise<unknown>;
  decrypt(input: never, options?: never): Promise<unknown>;
}

type Operation = 'generateDataKey' | 'encrypt' | 'decrypt';
type Sender = (operation: Operation, input: object, options: object) => Promise<unknown>;

function sender(client: AwsSdkClient | AwsSdkAggregate, commands: AwsSdkCommands | undefined): Sender {
  if (commands !== undefined && 'send' in client) {
    const { GenerateDataKeyCommand: generateDataKey, EncryptCommand: encrypt, DecryptCommand: decrypt } = commands;
    const classes = { generateDataKey, encrypt, decrypt };
    return (operation, input, options) =>
      client.send(new classes[operation](input as never) as never, options as never);
  }
  if ('encrypt' in client) return (operation, input, options) => client[operation](input as never, options as never);
  throw new KmsError(
    'InvalidInput',
    'fromAwsSdk: the client has no methods of operations, expected a KMS, or a KMSClient and the commands as second argument',
  );
}

/** What an exception of the SDK has beside its message. */
interface AwsSdkException {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly $retryable?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** Exceptions of the service become {@link KmsError}; all others stay what they are. */
function convert(caught: unknown): unknown {
  const { name, message, $metadata, $retryable } = (caught ?? {}) as AwsSdkException;
  if ($metadata === undefined || typeof name !== 'string' || $metadata.httpStatusCode === undefined) return caught;
  const { httpStatusCode: status, requestId } = $metadata;
  const retryable = $retryable !== undefined || status >= 500 || name === 'ThrottlingException';
  // Where the service says nothing, the SDK puts "UnknownError" or the code.
  const said = typeof message === 'string' && message !== 'UnknownError' && message !== name ? message : '';
  return new KmsError(name, said, { status, requestId, retryable, cause: caught });
}

/**
 * The operations that keyrings need, done by a client of the AWS SDK for JavaScript, version 3: its credentials, retries,
 * endpoints and time limits are then those of the calls. It has no time limit unless its `requestHandler` is given one.
 *
 * @example
 * ```ts
 * import * as sdk from '@aws-sdk/client-kms';
 * const kms = fromAwsSdk(new sdk.KMSClient({ region: 'us-east-1' }), sdk);
 * ```
 * @param client - `KMSClient` together with `commands`, or `KMS` alone.
 * @throws {@link KmsError} `InvalidInput` for a client without operations; its methods reject with {@link KmsError} for
 *   what the service refused (`cause` is the SDK's exception), and with the SDK's own error for everything else.
 */
export function fromAwsSdk(client: AwsSdkClient, commands: AwsSdkCommands): KmsOperations;
export function fromAwsSdk(client: AwsSdkAggregate): KmsOperations;
export function fromAwsSdk(client: AwsSdkClient | AwsSdkAggregate, commands?: AwsSdkCommands): KmsOperations {
  const send = sender(client, commands);
  const call = async <T extends object>(
    operation: Operation,
    input: object,
    expected: readonly (keyof T & string)[],
    { signal }: KmsRequestOptions = {},
  ): Promise<T> => {
    let output: Partial<T>;
    try {
      output = (await send(operation, input, signal === undefined ? {} : { abortSignal: signal })) as Partial<T>;
    } catch (caught) {
      signal?.throwIfAborted();
      throw convert(caught);
    }
    const missing = expected.find((name) => output?.[name] === undefined);
    if (missing !== undefined) throw new KmsError('InvalidResponse', `${operation}: the answer has no "${missing}"`);
    return output as T;
  };
  return Object.freeze({
    generateDataKey: (input, more) =>
      call<GenerateDataKeyOutput>('generateDataKey', input, ['KeyId', 'Plaintext', 'CiphertextBlob'], more),
    encrypt: async (input, more) => {
      checkPlaintext(input.Plaintext);
      return call<EncryptOutput>('encrypt', input, ['KeyId', 'CiphertextBlob'], more);
    },
    decrypt: async (input, more) => {
      checkCiphertext(input.CiphertextBlob, 'Decrypt');
      return call<DecryptOutput>('decrypt', input, ['KeyId', 'Plaintext'], more);
    },
  } satisfies KmsOperations);
}
