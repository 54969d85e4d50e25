import type { Composition, Prepared } from '../compose.ts';
import { type SigningTrace, trace } from '../explain.ts';
import type { SigningKeyPair } from './key-pair.ts';
import type { SigningOptions } from './options.ts';
import { signature } from './signature.ts';

/** A signature and, for those who asked, the way to it. */
export interface Sealed {
  readonly signature: string;
  readonly trace?: SigningTrace;
}

/** The last step: the signature over the StringToSign and, for those who asked, the way to it. */
export async function seal(
  prepared: Prepared,
  steps: Composition,
  keyPair: SigningKeyPair,
  { credentials: { sessionToken }, explain, reveal }: SigningOptions,
): Promise<Sealed> {
  const sealed = { signature: await signature(keyPair, steps.stringToSign) };
  if (!explain) return sealed;
  // No secret: there are no keys of a derivation to show.
  return { ...sealed, trace: trace(prepared, steps, sealed.signature, { credentials: { sessionToken }, reveal }) };
}
