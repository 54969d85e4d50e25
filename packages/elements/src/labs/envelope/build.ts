import { encrypt, inspect, type Keyring, kmsKeyring } from '@notebank/aws-reference/envelope';
import type { Built } from './built.ts';
import { deriveKeys } from './derive.ts';
import { FIRST_KEY, SECOND_KEY } from './keys.ts';
import { contextOf, FormError, type LabForm, plaintextOf, suiteOf } from './lab-form.ts';
import { type KmsCall, labKms, WELL } from './lab-kms.ts';

/** The keyring that a form asks for. */
export function keyringOf({ keys }: Pick<LabForm, 'keys'>, client: ReturnType<typeof labKms>): Keyring {
  const keyIds = keys === 'two' ? [SECOND_KEY.arn] : [];
  return kmsKeyring({ client, generatorKeyId: FIRST_KEY.arn, keyIds });
}

/**
 * Encrypts what stands in the form, for real.
 *
 * @throws {@link FormError} for what cannot be encrypted.
 */
export async function buildMessage(form: LabForm): Promise<Built> {
  const plaintext = plaintextOf(form);
  const encryptionContext = contextOf(form);
  const { number, policy } = suiteOf(form);
  const calls: KmsCall[] = [];
  const message = await encrypt(plaintext, {
    keys: keyringOf(form, labKms(WELL, calls)),
    encryptionContext,
    algorithmSuite: number,
    commitmentPolicy: policy,
    frameLength: Number(form.frameLength),
  }).catch((error: unknown) => {
    throw formError(error);
  });
  return describe(form, message, calls);
}

async function describe(form: LabForm, message: Uint8Array, calls: readonly KmsCall[]): Promise<Built> {
  const inspection = inspect(message);
  const { header } = inspection;
  const [{ plaintext: dataKey, handedOut } = {} as KmsCall] = calls;
  if (!header || !dataKey || !handedOut) throw new Error('the message was built without a header or a data key');
  const { key: derivedKey } = await deriveKeys(header, dataKey);
  return { form, message, inspection, header, calls, dataKey, derivedKey, afterwards: handedOut };
}

/** Ties what the library refuses to the field that it is about. */
function formError(error: unknown): unknown {
  const { field, message } = error as { field?: unknown; message?: unknown };
  return field === 'encryptionContext' ? new FormError('context', String(message)) : error;
}
