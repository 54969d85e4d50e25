import { type CredentialsInput, createSigner } from '../sigv4/index.ts';
import { checkCiphertext, checkPlaintext } from './byte-limits.ts';
import { type Clock, send, type Transport } from './call.ts';
import { readEndpoint, regionalEndpoint } from './endpoint.ts';
import { KmsError } from './error.ts';
import { readOutput, requestBody } from './json.ts';
import { type RetryOptions, sleepUnlessAborted } from './retry.ts';
import type {
  DecryptOutput,
  DescribeKeyOutput,
  EncryptOutput,
  GenerateDataKeyOutput,
  GenerateDataKeyWithoutPlaintextOutput,
  KmsClient,
  KmsRequestOptions,
  ReEncryptOutput,
} from './types.ts';

/** What every call of a client has in common. */
export interface KmsClientOptions extends RetryOptions {
  /** Credentials, or where they come from: called again before they expire. */
  readonly credentials: CredentialsInput;
  /** `us-east-1`. A key ARN of another Region is refused by KMS. */
  readonly region: string;
  /** Another address than that of the Region: a VPC endpoint, a local KMS. */
  readonly endpoint?: string | URL | undefined;
  /**
   * Milliseconds that an attempt may take, from the sending of the request to the end of the answer: 1 to 2147483647.
   * Left out: 60,000. All attempts of a call, with the waits between them, are bounded by a `signal`.
   */
  readonly requestTimeoutMs?: number | undefined;
  /** Sends requests. Left out: the runtime's `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** The clock. Left out: the system's. */
  readonly now?: (() => Date) | undefined;
}

/** What timers can wait for. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

function checkCount(name: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= max) return;
  const end = Number.isFinite(max) ? ` to ${max}` : '';
  throw new KmsError('InvalidInput', `"${name}" is ${value}, expected a whole number from 1${end}`);
}

function transport(options: KmsClientOptions): Transport {
  const { region, credentials, endpoint, maxAttempts = 3, requestTimeoutMs = 60_000, now = () => new Date() } = options;
  checkCount('maxAttempts', maxAttempts, Number.POSITIVE_INFINITY);
  checkCount('requestTimeoutMs', requestTimeoutMs, MAX_TIMEOUT_MS);
  const clock: Clock = { now, offset: 0 };
  const corrected = () => new Date(now().getTime() + clock.offset);
  return {
    endpoint: endpoint === undefined ? regionalEndpoint(region) : readEndpoint(endpoint),
    signer: createSigner({ credentials, region, service: 'kms', now: corrected }),
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    clock,
    requestTimeoutMs,
    maxAttempts,
    random: options.random ?? Math.random,
    sleep: options.sleep ?? sleepUnlessAborted,
  };
}

/**
 * A client of the operations of KMS around data keys: typed, with the names of the API, signed by {@link createSigner}.
 *
 * Throttles, faults of the service and lost connections are tried again after a random wait; a clock that is wrong is
 * corrected by the service's. Each attempt has a time limit, and an answer is read up to 1 MiB.
 *
 * @example
 * ```ts
 * const kms = createKmsClient({ credentials, region: 'us-east-1' });
 * const { Plaintext, CiphertextBlob } = await kms.generateDataKey({ KeyId: 'alias/app', KeySpec: 'AES_256' });
 * ```
 * @throws {@link KmsError} `InvalidInput` for options that are wrong; its methods reject with {@link KmsError}, with a
 *   `SigV4Error` when there are no credentials, or with the reason of the signal that ended them.
 */
export function createKmsClient(options: KmsClientOptions): KmsClient {
  const common = transport(options);
  const call = async <T>(
    operation: string,
    input: { readonly GrantTokens?: readonly string[] | undefined },
    expected: readonly (keyof T & string)[],
    { signal }: KmsRequestOptions = {},
  ): Promise<T> => {
    const text = await send(common, { operation, body: requestBody(input), secrets: input.GrantTokens ?? [], signal });
    return readOutput(text, expected) as T;
  };
  return Object.freeze({
    generateDataKey: (input, more) =>
      call<GenerateDataKeyOutput>('GenerateDataKey', input, ['KeyId', 'Plaintext', 'CiphertextBlob'], more),
    generateDataKeyWithoutPlaintext: (input, more) =>
      call<GenerateDataKeyWithoutPlaintextOutput>(
        'GenerateDataKeyWithoutPlaintext',
        input,
        ['KeyId', 'CiphertextBlob'],
        more,
      ),
    encrypt: async (input, more) => {
      checkPlaintext(input.Plaintext);
      return call<EncryptOutput>('Encrypt', input, ['KeyId', 'CiphertextBlob'], more);
    },
    decrypt: async (input, more) => {
      checkCiphertext(input.CiphertextBlob, 'Decrypt');
      return call<DecryptOutput>('Decrypt', input, ['KeyId', 'Plaintext'], more);
    },
    reEncrypt: async (input, more) => {
      checkCiphertext(input.CiphertextBlob, 'ReEncrypt');
      return call<ReEncryptOutput>('ReEncrypt', input, ['SourceKeyId', 'KeyId', 'CiphertextBlob'], more);
    },
    describeKey: (input, more) => call<DescribeKeyOutput>('DescribeKey', input, ['KeyMetadata'], more),
  } satisfies KmsClient);
}
