import { hmacHex } from '#primitives';
import type { Composition } from './compose.ts';
import { type SigningTrace, trace } from './explain.ts';
import { type ScopedKey, scopedKey } from './signing-key.ts';
import type { SigningOptions } from './signing-options.ts';

/** What decides a key, beside the day. */
type KeyOptions = Pick<SigningOptions, 'credentials' | 'region' | 'service' | 'keys'>;

/** The key for a moment: from the signer's cache, or derived. */
export function keyFor(options: KeyOptions, amzDate: string): ScopedKey {
  const { credentials, region, service, keys } = options;
  const date = amzDate.slice(0, 8);
  return keys?.get(credentials, date, region, service) ?? scopedKey(credentials, { date, region, service });
}

/** A signature and, for those who asked, the way to it. */
export interface Sealed {
  readonly signature: string;
  readonly trace?: SigningTrace;
}

/** The last step: the signature over the StringToSign. */
export function seal(steps: Composition, { key }: ScopedKey, options: SigningOptions): Sealed {
  const signature = hmacHex(key, steps.stringToSign);
  return options.explain === true ? { signature, trace: traceSigned(steps, signature, options) } : { signature };
}

/** What the signer may see of its own signature. */
export function traceSigned(steps: Composition, signature: string, options: SigningOptions): SigningTrace {
  const { secretAccessKey, sessionToken } = options.credentials;
  const shown = options.reveal === true ? { secretAccessKey } : { hidden: sessionToken };
  return trace({ ...steps, ...shown, signature, asked: options.signedHeaders });
}
