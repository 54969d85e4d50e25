import { timeOfAmzDate } from '../../sigv4/diagnose/moment.ts';
import {
  type PathRules,
  presignUrl,
  type Refusal,
  type SigningOptions,
  type SigningTrace,
  signRequest,
  UNSIGNED_PAYLOAD,
  type Verification,
  verifyRequest,
} from '../../sigv4/index.ts';
import { environmentCredentials, requiredCredentials } from '../shared/credentials.ts';
import { Problem } from '../shared/problem.ts';
import type { Terminal } from '../shared/surroundings.ts';
import { seconds, type Values } from './arguments.ts';
import type { Claimed, SourceRequest } from './request-source.ts';
import { dateOf, pathRules, scopeOf } from './settings.ts';

/** Options of signing, from arguments, environment and host. */
export function signingOptions(values: Values, source: SourceRequest, terminal: Terminal): SigningOptions {
  return {
    credentials: requiredCredentials(terminal),
    ...scopeOf(values, source, terminal),
    ...pathRules(values),
    date: dateOf(values, terminal),
    payloadHash: values['unsigned-payload'] === true ? UNSIGNED_PAYLOAD : undefined,
  };
}

/** The steps of a request that is signed here. */
export function ownTrace(values: Values, source: SourceRequest, terminal: Terminal): SigningTrace {
  const options = { ...signingOptions(values, source, terminal), explain: true } as const;
  if (values.expires === undefined) return signRequest(source, options).trace;
  return presignUrl(source, { ...options, expiresInSeconds: seconds('expires', values.expires) }).trace;
}

/** Verifies one request, as of a moment. */
export type Check = (options: PathRules & { date: Date; maxSkewSeconds?: number | undefined }) => Promise<Verification>;

/**
 * Verifies a signed request with the credentials of the environment, if there are any, and tells every step.
 *
 * @param claimFirst - The scope that the request claims comes before environment and host.
 */
export function checker(values: Values, source: SourceRequest, terminal: Terminal, claimFirst: boolean): Check {
  const known = environmentCredentials(terminal);
  const common = {
    ...scopeOf(values, source, terminal, claimFirst),
    ...pathRules(values),
    credentials: (accessKeyId: string) => (accessKeyId === known?.accessKeyId ? known : undefined),
    allowStreamingPayload: true,
    explain: true,
  };
  return (options) => verifyRequest(source, { ...common, ...options });
}

/** What can be told of a request that came signed. */
export interface Examined {
  /** The steps of its signer: by the rules that give its signature, where there are such. */
  readonly trace: SigningTrace;
  /** The steps by the service's rules, when they are others. */
  readonly right?: SigningTrace;
  /** Why it would be refused at the moment that it claims. */
  readonly refusal?: Refusal;
}

const RULES: readonly PathRules[] = [true, false].flatMap((normalizePath) =>
  (['once', 'twice'] as const).map((encodePath) => ({ normalizePath, encodePath })),
);

/**
 * The steps of a request that came signed, as of the moment that it claims. Where its signature is not what the
 * service's rules give, the rules of other services are tried.
 *
 * @throws {@link Problem} for a signature that cannot be read.
 */
export async function examine(
  values: Values,
  source: SourceRequest,
  claimed: Claimed,
  terminal: Terminal,
): Promise<Examined> {
  const check = checker(values, source, terminal, true);
  const date = new Date(timeOfAmzDate(claimed.amzDate));
  const { trace, ...result } = await check({ date });
  const refusal = result.ok ? undefined : result.refusal;
  if (trace === undefined) {
    const found = [refusal?.reason, refusal?.field].filter(Boolean).join(' ');
    throw new Problem('signature', `it cannot be read (${found})`, 'a signed request, or one without signature');
  }
  if (refusal?.reason === 'SignatureMismatch') {
    for (const rules of RULES) {
      const fits = await check({ date, ...rules });
      if (fits.ok && fits.trace !== undefined) return { trace: fits.trace, right: trace };
    }
  }
  // Without credentials there is nothing to hold against the signature.
  return refusal === undefined || refusal.reason === 'UnknownKey' ? { trace } : { trace, refusal };
}
