import { checkCredentials } from '../check-credentials.ts';
import type { Prepared } from '../compose.ts';
import { SigV4Error } from '../error.ts';
import { prepare } from '../prepare.ts';
import type { SigningOptions as CoreOptions } from '../signing-options.ts';
import type { HttpRequest } from '../types.ts';
import { ALGORITHM } from './algorithm.ts';
import { credentialScope } from './credential-scope.ts';
import { type KeyPairCache, NO_CACHE, type SigningKeyPair } from './key-pair.ts';
import { type RegionSet, regionSet } from './region-set.ts';

/** What every way of signing takes: as in Signature Version 4, with a set of Regions in place of the Region. */
export interface SigningOptions extends Omit<CoreOptions, 'region' | 'keys'> {
  /** Regions in which the signature is good: `us-east-1`, `['us-east-1', 'us-west-2']`, `us-*`, `*`. */
  readonly regionSet: RegionSet;
  /** Keeps key pairs between calls: deriving one takes as long as signing. */
  readonly keys?: KeyPairCache | undefined;
}

/** What both ways of signing begin with. */
export interface Start {
  readonly prepared: Prepared;
  readonly set: string;
  readonly keyPair: SigningKeyPair;
  readonly algorithm: string;
  readonly credentialScope: string;
  /** The options in the shape that the shared steps take. */
  readonly core: CoreOptions;
}

/** Checks and takes apart what is to be signed, and gets the key pair. */
export async function start(request: HttpRequest, options: SigningOptions): Promise<Start> {
  const set = regionSet(options.regionSet);
  const core = { ...options, region: set, keys: undefined };
  const prepared = prepare(request, core);
  const { wire, amzDate } = prepared;
  checkCredentials(options.credentials);
  if (wire.headers.has('x-amz-region-set') || /(?:^|&)X-Amz-Region-Set=/i.test(wire.query)) {
    throw new SigV4Error('AlreadySigned', 'request', 'x-amz-region-set', 'present, expected none: signing adds it');
  }
  const scope = credentialScope({ date: amzDate.slice(0, 8), service: options.service });
  const keyPair = await (options.keys ?? NO_CACHE).keyPair(options.credentials);
  return { prepared, set, keyPair, algorithm: ALGORITHM, credentialScope: scope, core };
}
