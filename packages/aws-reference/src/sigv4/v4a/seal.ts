import type { Composition } from '../compose.ts';
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
export async function seal(steps: Composition, keyPair: SigningKeyPair, options: SigningOptions): Promise<Sealed> {
  const sealed = { signature: await signature(keyPair, steps.stringToSign) };
  if (options.explain !== true) return sealed;
  const hidden = options.reveal === true ? undefined : options.credentials.sessionToken;
  return { ...sealed, trace: trace({ ...steps, ...sealed, hidden }) };
}
