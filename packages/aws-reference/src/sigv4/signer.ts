import { SigV4Error } from './error.ts';
import { type PresignOptions, presignUrl } from './presign-url.ts';
import { type SignedRequest, signRequest } from './sign-request.ts';
import { createSigningKeyCache } from './signing-key.ts';
import type { SigningOptions } from './signing-options.ts';
import type { Credentials, HttpRequest } from './types.ts';

/** Credentials, or where they come from: called again before they expire. */
export type CredentialsInput = Credentials | (() => Credentials | Promise<Credentials>);

/** What every call of a signer has in common. */
export interface SignerOptions
  extends Omit<SigningOptions, 'credentials' | 'date' | 'keys' | 'explain' | 'reveal' | 'payloadHash'> {
  readonly credentials: CredentialsInput;
  /** The clock. Left out: the system's. */
  readonly now?: (() => Date) | undefined;
  /** Seconds before their end at which a provider is asked for new credentials. Left out: 300. */
  readonly refreshBeforeSeconds?: number | undefined;
  /** Sends signed requests. Left out: the runtime's `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** What one call may change. */
export type CallOptions = Partial<Omit<SigningOptions, 'credentials' | 'date' | 'keys'>>;

/** Signs for one service in one Region. */
export interface Signer {
  /** {@link signRequest} with the signer's credentials and clock. */
  signRequest(request: HttpRequest, options?: CallOptions): Promise<SignedRequest>;
  /** {@link presignUrl} with the signer's credentials and clock. */
  presignUrl(request: HttpRequest, options: CallOptions & Pick<PresignOptions, 'expiresInSeconds'>): Promise<string>;
  /**
   * A standard `Request` with its signature. The body is read into memory and hashed; with `payloadHash` it stays the
   * stream it was.
   */
  sign(input: Request | URL | string, init?: RequestInit, options?: CallOptions): Promise<Request>;
  /** Signs and sends. The answer is whatever the service says: nothing is retried. */
  fetch(input: Request | URL | string, init?: RequestInit, options?: CallOptions): Promise<Response>;
}

/** Hands out credentials that are good for a while yet, and asks once for all who wait. */
function credentialSource(options: SignerOptions, now: () => Date): () => Promise<Credentials> | Credentials {
  const { credentials, refreshBeforeSeconds = 300 } = options;
  if (typeof credentials !== 'function') return () => credentials;
  let current: Credentials | undefined;
  let pending: Promise<Credentials> | undefined;
  const lives = (seconds: number): boolean =>
    current !== undefined &&
    (current.expiration === undefined || current.expiration.getTime() - now().getTime() > seconds * 1000);
  const ask = async (): Promise<Credentials> => {
    try {
      current = await credentials();
      return current;
    } catch (cause) {
      // Credentials that still live outlast a failing provider.
      if (current !== undefined && lives(0)) return current;
      const found = 'the provider failed, expected credentials: its error is the cause';
      throw new SigV4Error('CredentialsUnavailable', 'credentials', 'credentials', found, { cause });
    }
  };
  const settled = () => {
    pending = undefined;
  };
  return () => {
    if (current !== undefined && lives(refreshBeforeSeconds)) return current;
    if (pending === undefined) {
      pending = ask();
      pending.then(settled, settled);
    }
    return pending;
  };
}

/** Requests that carry no body by definition. */
const hasBody = ({ method, body }: Request): boolean => method !== 'GET' && method !== 'HEAD' && body !== null;

/**
 * A signer for daily use: one service, one Region, its own cache of signing keys.
 *
 * @example
 * ```ts
 * const s3 = createSigner({ credentials, region: 'us-east-1', service: 's3' });
 * const response = await s3.fetch('https://examplebucket.s3.amazonaws.com/test.txt');
 * ```
 * @throws {@link SigV4Error} from its methods, as {@link signRequest} does.
 */
export function createSigner(options: SignerOptions): Signer {
  const { now = () => new Date(), fetch: send, credentials: _, refreshBeforeSeconds: __, ...common } = options;
  const keys = createSigningKeyCache();
  const source = credentialSource(options, now);
  const settings = async (call: CallOptions = {}): Promise<SigningOptions> => {
    const credentials = await source();
    return { ...common, ...call, credentials, date: now(), keys };
  };
  const sign = async (input: Request | URL | string, init?: RequestInit, call?: CallOptions): Promise<Request> => {
    const request = new Request(input, init);
    const body =
      call?.payloadHash === undefined && hasBody(request) ? new Uint8Array(await request.arrayBuffer()) : undefined;
    const signed = signRequest(
      { method: request.method, url: request.url, headers: request.headers, body },
      await settings(call),
    );
    const { host: _host, ...headers } = signed.headers;
    const changes: RequestInit = { method: signed.method, headers, ...(body === undefined ? {} : { body }) };
    return new Request(signed.url === request.url ? request : new Request(signed.url, request), changes);
  };
  return {
    sign,
    signRequest: async (request, call) => signRequest(request, await settings(call)),
    presignUrl: async (request, call) =>
      presignUrl(request, { ...(await settings(call)), ...call, explain: false } as PresignOptions),
    fetch: async (input, init, call) => (send ?? globalThis.fetch)(await sign(input, init, call)),
  };
}
