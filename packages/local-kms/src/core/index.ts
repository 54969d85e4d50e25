export type { HttpAnswer } from './http/answer.ts';
export type { ArrivedRequest } from './http/handler.ts';
export { MAX_REQUEST_BYTES } from './http/read-request.ts';
export {
  createLocalKms,
  EXAMPLE_CREDENTIALS,
  type LocalKms,
  type LocalKmsOperations,
  type LocalKmsOptions,
} from './local-kms.ts';
export type {
  AliasInput,
  AliasTargetInput,
  ListAliasesInput,
  ListAliasesOutput,
} from './operations/aliases.ts';
export type { CreateKeyInput, CreateKeyOutput, Tag } from './operations/create-key.ts';
export type { LocalDecryptInput, LocalDecryptOutput } from './operations/decrypt.ts';
export type { LocalEncryptInput, LocalEncryptOutput } from './operations/encrypt.ts';
export type {
  LocalGenerateDataKeyInput,
  LocalGenerateDataKeyOutput,
  LocalGenerateDataKeyWithoutPlaintextOutput,
} from './operations/generate-data-key.ts';
export type { GenerateRandomInput } from './operations/generate-random.ts';
export type { LocalKeyMetadata } from './operations/key-metadata.ts';
export type {
  KeyInput,
  ScheduleKeyDeletionInput,
  ScheduleKeyDeletionOutput,
} from './operations/key-states.ts';
export type { ListKeysOutput } from './operations/list-keys.ts';
export type { PageInput, PageOutput } from './operations/pages.ts';
export type { LocalReEncryptInput, LocalReEncryptOutput } from './operations/re-encrypt.ts';
export type { AliasRecord, KeyMaterial, KeyRecord, LocalKmsSnapshot } from './state.ts';
