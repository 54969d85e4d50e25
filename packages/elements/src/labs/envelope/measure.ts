import { cachingMaterials, decrypt, encrypt, type KeySource, kmsKeyring } from '@notebank/aws-reference/envelope';
import type { CacheForm } from './cost.ts';
import { FIRST_KEY } from './keys.ts';
import { type KmsCall, labKms, WELL } from './lab-kms.ts';

/** Messages that are really encrypted and decrypted to count the calls. */
export const MEASURED = 200;

/** Calls that were counted. */
export interface Measured {
  readonly messages: number;
  readonly generateDataKey: number;
  readonly decrypt: number;
}

/**
 * Encrypts messages, decrypts them, and counts what KMS was asked. The clock is moved by hand: from one message to the
 * next as the arrival rate says. Sizes above 1,000 bytes are scaled down together with the limit.
 */
export async function measureCalls(form: CacheForm, cached: boolean, messages = MEASURED): Promise<Measured> {
  const calls: KmsCall[] = [];
  const keyring = kmsKeyring({ client: labKms(WELL, calls), generatorKeyId: FIRST_KEY.arn });
  const clock = { now: 0 };
  const scale = Math.max(1, form.size / 1000);
  const keys: KeySource = cached ? cacheOf(keyring, form, scale, clock) : keyring;
  const plaintext = new Uint8Array(Math.round(form.size / scale));
  const written: Uint8Array[] = [];
  for (let at = 0; at < messages; at++) {
    clock.now = (at * 1000) / form.perSecond;
    written.push(await encrypt(plaintext, { keys, algorithmSuite: 0x0478 }));
  }
  for (const [at, message] of written.entries()) {
    clock.now = (at * 1000) / form.perSecond;
    await decrypt(message, { keys });
  }
  const count = (operation: KmsCall['operation']): number =>
    calls.filter((call) => call.operation === operation).length;
  return { messages, generateDataKey: count('GenerateDataKey'), decrypt: count('Decrypt') };
}

function cacheOf(
  keyring: ReturnType<typeof kmsKeyring>,
  { maxAgeSeconds, maxMessages, maxBytes }: CacheForm,
  scale: number,
  clock: { readonly now: number },
): KeySource {
  return cachingMaterials(keyring, {
    maxAgeSeconds,
    maxMessages,
    maxBytes: Math.max(1, Math.round(maxBytes / scale)),
    now: () => clock.now,
  });
}
