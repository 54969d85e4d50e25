import type { Credentials } from '@notebank/aws-reference/sigv4';
import type { Bytes } from './bytes.ts';
import { asKmsError, Fault } from './fault.ts';
import type { HttpAnswer } from './http/answer.ts';
import { type ArrivedRequest, createHandler } from './http/handler.ts';
import { readRequest } from './http/read-request.ts';
import { OPERATIONS, type Operations } from './operations/index.ts';
import type { Operation } from './operations/operation.ts';
import { stateOf } from './restore.ts';
import { runOperation } from './run.ts';
import type { Service } from './service.ts';
import { blobFromMemory } from './shapes.ts';
import { emptyState, type LocalKmsSnapshot, snapshotOf } from './state.ts';

/** How a local KMS presents itself. Everything can be left out. */
export interface LocalKmsOptions {
  /** Left out: `us-east-1`. */
  readonly region?: string | undefined;
  /** 12 digits. Left out: `111122223333`, the account of examples in the AWS documentation. */
  readonly accountId?: string | undefined;
  /**
   * Who may call over HTTP: a list, or a function that finds credentials by access key id. Left out:
   * {@link EXAMPLE_CREDENTIALS}.
   */
  readonly credentials?:
    | readonly Credentials[]
    | ((accessKeyId: string) => Credentials | undefined | Promise<Credentials | undefined>)
    | undefined;
  /** `false` lets everybody in without a signature. Left out: `true`. */
  readonly verifySignatures?: boolean | undefined;
  /** The clock. Left out: the system's. */
  readonly now?: (() => Date) | undefined;
  /**
   * Random bytes: key material, ids, nonces. Left out: those of the runtime. Anything that repeats makes the whole KMS
   * repeatable, and its ciphertexts worthless.
   */
  readonly random?: ((size: number) => Uint8Array) | undefined;
  /** What it knows at the beginning. Left out: no key. */
  readonly snapshot?: LocalKmsSnapshot | undefined;
  /** Told of errors that are faults of this program; over HTTP they become `KMSInternalException`. */
  readonly onInternalError?: ((error: unknown) => void) | undefined;
}

/** The operations as calls in this process: bytes as `Uint8Array`, moments as `Date`, no signature. */
export type LocalKmsOperations = {
  readonly [Name in keyof Operations]: Operations[Name] extends Operation<infer Input, infer Output>
    ? (input: Input) => Promise<Output>
    : never;
};

/** A KMS of one account in one Region. */
export interface LocalKms extends LocalKmsOperations {
  readonly region: string;
  readonly accountId: string;
  /** Answers a request as the endpoint of KMS does. Fits wherever a `fetch` is asked for. */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /**
   * The same for servers: `url` as in the request line, headers in order of arrival. Signatures that cover headers which
   * a `Request` drops (`content-length`, `host`) are verified only here.
   */
  readonly handle: (request: ArrivedRequest) => Promise<HttpAnswer>;
  /** Everything it knows, with key material. */
  readonly snapshot: () => LocalKmsSnapshot;
  /** Replaces everything it knows. Throws a `TypeError` with the place for what is no snapshot; nothing has changed then. */
  readonly restore: (snapshot: LocalKmsSnapshot) => void;
}

/** Credentials of the examples in the AWS documentation: known to everybody, good for a KMS on your own machine. */
export const EXAMPLE_CREDENTIALS: Readonly<{ accessKeyId: string; secretAccessKey: string }> = Object.freeze({
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
});

function partitionOf(region: string): string {
  const [prefix = ''] = /^(?:cn|us-gov|eusc|us-iso[bf]?|eu-isoe)(?=-)/.exec(region) ?? [];
  const partitions: Readonly<Record<string, string>> = {
    cn: 'aws-cn',
    'us-gov': 'aws-us-gov',
    eusc: 'aws-eusc',
    'us-iso': 'aws-iso',
    'us-isob': 'aws-iso-b',
    'us-isof': 'aws-iso-f',
    'eu-isoe': 'aws-iso-e',
  };
  return partitions[prefix] ?? 'aws';
}

function serviceOf(options: LocalKmsOptions): Service {
  const { region = 'us-east-1', accountId = '111122223333', now = () => new Date(), random, snapshot } = options;
  if (!/^[a-z0-9-]+$/.test(region)) throw new TypeError(`region: found "${region}", expected one such as us-east-1`);
  if (!/^\d{12}$/.test(accountId)) throw new TypeError(`accountId: found "${accountId}", expected 12 digits`);
  return {
    state: snapshot === undefined ? emptyState() : stateOf(snapshot),
    region,
    accountId,
    partition: partitionOf(region),
    now: () => now().getTime(),
    random: (size) => {
      const bytes: Bytes =
        random === undefined ? crypto.getRandomValues(new Uint8Array(size)) : Uint8Array.from(random(size));
      if (bytes.length !== size) throw new TypeError(`random: found ${bytes.length} bytes, expected ${size}`);
      return bytes;
    },
  };
}

function finder(credentials: LocalKmsOptions['credentials'] = [EXAMPLE_CREDENTIALS]) {
  if (typeof credentials === 'function') return credentials;
  const known = new Map(credentials.map((one) => [one.accessKeyId, one]));
  return (accessKeyId: string) => known.get(accessKeyId);
}

function direct(service: Service): LocalKmsOperations {
  const call = (operation: Operation) => async (input: unknown) => {
    try {
      return await runOperation(service, operation, input, blobFromMemory);
    } catch (caught) {
      throw caught instanceof Fault ? asKmsError(caught) : caught;
    }
  };
  const calls = Object.entries(OPERATIONS).map(([name, operation]) => [name, call(operation)]);
  return Object.fromEntries(calls) as LocalKmsOperations;
}

/**
 * A KMS in memory, as real clients know it: it verifies their signatures, keeps the states of keys, answers in the
 * service's own words, and encrypts for real.
 *
 * @example
 * ```ts
 * const kms = createLocalKms();
 * const { KeyMetadata } = await kms.createKey({ Description: 'orders' });
 * const client = createKmsClient({ credentials: EXAMPLE_CREDENTIALS, region: kms.region, fetch: kms.fetch });
 * ```
 * @throws TypeError for options that are wrong. Its operations reject with the `KmsError` that a client would see.
 */
export function createLocalKms(options: LocalKmsOptions = {}): LocalKms {
  const service = serviceOf(options);
  const { region, accountId, now } = service;
  const { verifySignatures = true, onInternalError = () => undefined } = options;
  const authentication = verifySignatures ? { region, credentials: finder(options.credentials), now } : undefined;
  const handle = createHandler(service, authentication, onInternalError);
  return Object.freeze({
    ...direct(service),
    region,
    accountId,
    handle,
    fetch: async (input: Request | URL | string, init?: RequestInit) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      const { status, headers, body } = await handle(readRequest(request));
      request.signal.throwIfAborted();
      return new Response(body, { status, headers });
    },
    snapshot: () => snapshotOf(service.state),
    restore: (snapshot: LocalKmsSnapshot) => {
      const { keys, aliases } = stateOf(snapshot);
      const { state } = service;
      state.keys.clear();
      state.aliases.clear();
      for (const [keyId, key] of keys) state.keys.set(keyId, key);
      for (const [name, alias] of aliases) state.aliases.set(name, alias);
    },
  });
}
