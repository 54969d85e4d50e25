import type { GenerateDataKeyInput, GenerateDataKeyOutput } from '@notebank/aws-reference/kms';
import { encryptUnder } from '../ciphertext.ts';
import { Fault } from '../fault.ts';
import { findKey, keyArn } from '../key-id.ts';
import { checkUsable } from '../key-state.ts';
import type { Service } from '../service.ts';
import type { Members } from '../shapes.ts';
import { BOOLEAN, CONTEXT, checkDryRun, GRANT_TOKENS, type Operation, REQUIRED_KEY_ID } from './operation.ts';

export interface LocalGenerateDataKeyInput extends GenerateDataKeyInput {
  readonly DryRun?: boolean | undefined;
}

export interface LocalGenerateDataKeyOutput extends GenerateDataKeyOutput {
  readonly KeyMaterialId: string;
}

export type LocalGenerateDataKeyWithoutPlaintextOutput = Omit<LocalGenerateDataKeyOutput, 'Plaintext'>;

const BYTES: Readonly<Record<string, number>> = { AES_128: 16, AES_256: 32 };

const members: Members = {
  KeyId: REQUIRED_KEY_ID,
  EncryptionContext: CONTEXT,
  NumberOfBytes: { type: 'integer', min: 1, max: 1024 },
  KeySpec: { type: 'string', values: ['AES_256', 'AES_128'] },
  GrantTokens: GRANT_TOKENS,
  DryRun: BOOLEAN,
};

function sizeOf({ NumberOfBytes, KeySpec }: LocalGenerateDataKeyInput): number {
  if ((NumberOfBytes === undefined) === (KeySpec === undefined)) {
    throw new Fault('ValidationException', 'Please specify either number of bytes or key spec.');
  }
  return NumberOfBytes ?? BYTES[KeySpec ?? ''] ?? 0;
}

async function generate(
  service: Service,
  input: LocalGenerateDataKeyInput,
  operation: string,
): Promise<LocalGenerateDataKeyOutput> {
  const size = sizeOf(input);
  const key = findKey(service, input.KeyId, operation);
  checkUsable(service, key);
  checkDryRun(input.DryRun);
  const Plaintext = service.random(size);
  const CiphertextBlob = await encryptUnder(key, Plaintext, input.EncryptionContext, service.random);
  const KeyMaterialId = key.materials.at(-1)?.id ?? '';
  return { CiphertextBlob, Plaintext, KeyId: keyArn(service, key.keyId), KeyMaterialId };
}

export const generateDataKey: Operation<LocalGenerateDataKeyInput, LocalGenerateDataKeyOutput> = {
  members,
  run: (service, input) => generate(service, input, 'GenerateDataKey'),
};

export const generateDataKeyWithoutPlaintext: Operation<
  LocalGenerateDataKeyInput,
  LocalGenerateDataKeyWithoutPlaintextOutput
> = {
  members,
  async run(service, input) {
    const { Plaintext, ...output } = await generate(service, input, 'GenerateDataKeyWithoutPlaintext');
    Plaintext.fill(0);
    return output;
  },
};
