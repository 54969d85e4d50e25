import { hmacHex } from '#primitives';
import type { Composition } from './compose.ts';
import { type SigningTrace, trace } from './explain.ts';
import { type ScopedKey, scopedKey } from './signing-key.ts';
import type { SigningOptions } from './signing-options.ts';

/** The key for a moment: from the signer's cache, or derived. */
export function keyFor(
  { credentials, region, service, keys }: Pick<SigningOptions, 'credentials' | 'region' | 'service' | 'keys'>,
  amzDate: string,
): ScopedKey {
  const date = amzDate.slice(0, 8);
  return keys?.get(credentials, date, region, service) ?? scopedKey(credentials, { date, region, service });
}

/** What the signer may see of its own signature. */
export function traceSigned(steps: Composition, signature: string, options: SigningOptions): SigningTrace {
  const { credentials, reveal } = options;
  const shown = reveal ? { secretAccessKey: credentials.secretAccessKey } : { hidden: credentials.sessionToken };
  return trace({ ...steps, ...shown, signature });
}

/** The last step: the signature over the StringToSign. */
export function seal({ key }: ScopedKey, { stringToSign }: Composition): string {
  return hmacHex(key, stringToSign);
}
