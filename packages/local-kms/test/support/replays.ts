import type { LocalKms } from '../../src/core/index.ts';
import { type Answered, base64, newKey, post, testKms } from './kms.ts';
import { type Compared, compare, type Recording } from './recorded.ts';

/** Does what a recorded test did, and returns the answers of its steps, with what stands for placeholders. */
export type Replay = (kms: LocalKms) => Promise<{
  readonly answers: Readonly<Record<string, Answered>>;
  readonly names?: Readonly<Record<string, string>>;
}>;

/** Where the recordings are played again. */
export const region = 'us-west-2';
export const other = 'eu-central-1';
/** The account of the recordings. */
export const account = '111111111111';
const UUID = '12345678-1234-1234-1234-123456789012';
const arnOf = (id: string, where = region) => `arn:aws:kms:${where}:${account}:key/${id}`;

/** One call whose only step has a name. */
const single =
  (step: string, operation: string, input: unknown): Replay =>
  async (kms) => ({ answers: { [step]: await post(kms, operation, input) } });

/** One call about a new key. */
const about =
  (step: string, operation: string, more: object = {}): Replay =>
  async (kms) => {
    const { id, arn } = await newKey(kms);
    const answer = await post(kms, operation, { KeyId: id, ...more });
    return { answers: { [step]: answer }, names: { '<key-arn>': arn, '<key-id:1>': id, '<resource:1>': id } };
  };

/** Metadata of a key as it stands in a recording: without the member around it. */
const metadataOf =
  (step: string, input: object): Replay =>
  async (kms) => {
    const { KeyMetadata } = await kms.createKey(input);
    const answer = await post(kms, 'DescribeKey', { KeyId: KeyMetadata.KeyId });
    return {
      answers: { [step]: { ...answer, body: answer.body.KeyMetadata as Answered['body'] } },
      names: { '<key-id:1>': KeyMetadata.KeyId },
    };
  };

const tagged = (...tags: readonly (readonly [string, string])[]): Replay =>
  single('invalid-tag-key', 'CreateKey', { Tags: tags.map(([TagKey, TagValue]) => ({ TagKey, TagValue })) });

async function withoutContext(kms: LocalKms, operation: string): ReturnType<Replay> {
  const { id } = await newKey(kms);
  const made = await post(kms, operation, { KeyId: id, KeySpec: 'AES_128', EncryptionContext: { context: 'key' } });
  const answer = await post(kms, 'Decrypt', { CiphertextBlob: made.body.CiphertextBlob });
  return { answers: { 'decrypt-without-encryption-context': answer } };
}

/** What is here, by the name of the recorded test. */
export const replays: Readonly<Record<string, Replay>> = {
  'test_generate_random_invalid_number_of_bytes[None]': single('generate-random-exc', 'GenerateRandom', {}),
  'test_generate_random_invalid_number_of_bytes[0]': single('generate-random-exc', 'GenerateRandom', {
    NumberOfBytes: 0,
  }),
  'test_generate_random_invalid_number_of_bytes[1025]': single('generate-random-exc', 'GenerateRandom', {
    NumberOfBytes: 1025,
  }),
  test_create_key: metadataOf('describe-key', { Description: 'test key 123', KeyUsage: 'ENCRYPT_DECRYPT' }),
  test_create_multi_region_key: metadataOf('create_multi_region_key', {
    Description: 'test multi region key',
    MultiRegion: true,
  }),
  test_non_multi_region_keys_should_not_have_multi_region_properties: metadataOf(
    'non_multi_region_keys_should_not_have_multi_region_properties',
    { Description: 'test non multi region key', MultiRegion: false },
  ),
  test_get_key_in_different_region: async (kms) => {
    const there = testKms({ region: other, accountId: account });
    const { KeyMetadata } = await there.createKey({ Description: 'test key 123' });
    const { KeyId, Arn } = KeyMetadata;
    return {
      answers: {
        'describe-key-diff-region-with-id': await post(kms, 'DescribeKey', { KeyId }),
        'describe-key-diff-region-with-arn': await post(kms, 'DescribeKey', { KeyId: Arn }),
        'describe-key-same-specific-region-with-id': await post(there, 'DescribeKey', { KeyId }),
        'describe-key-same-specific-region-with-arn': await post(there, 'DescribeKey', { KeyId: Arn }),
      },
      names: { '<key-id:1>': KeyId },
    };
  },
  test_get_key_does_not_exist: async (kms) => ({
    answers: {
      'describe-nonexistent-key-with-id': await post(kms, 'DescribeKey', { KeyId: UUID }),
      'describe-nonexistent-with-arn': await post(kms, 'DescribeKey', { KeyId: arnOf(UUID) }),
      'describe-key-with-valid-id-mrk': await post(kms, 'DescribeKey', { KeyId: `mrk-${'0'.repeat(32)}` }),
    },
    names: { '<key-arn>': arnOf(UUID), '<mrk-key-arn>': arnOf(`mrk-${'0'.repeat(32)}`) },
  }),
  test_get_key_invalid_uuid: async (kms) => ({
    answers: {
      'describe-key-with-invalid-uuid': await post(kms, 'DescribeKey', { KeyId: 'fake-key-id' }),
      'describe-key-with-invalid-uuid-2': await post(kms, 'DescribeKey', { KeyId: '134f2428cec14b25a1ae9048164dba47' }),
      'describe-key-with-invalid-uuid-mrk': await post(kms, 'DescribeKey', { KeyId: 'mrk-fake-key-id' }),
    },
  }),
  test_describe_with_alias_arn: async (kms) => {
    const { KeyMetadata } = await kms.createKey({ Description: 'test - description' });
    const { KeyId } = KeyMetadata;
    await kms.createAlias({ AliasName: 'alias/a', TargetKeyId: KeyId });
    const created = await post(kms, 'DescribeKey', { KeyId });
    return {
      answers: {
        'created-key': { ...created, body: created.body.KeyMetadata as Answered['body'] },
        'describe-key': await post(kms, 'DescribeKey', { KeyId: `arn:aws:kms:${region}:${account}:alias/a` }),
      },
      names: { '<key-id:1>': KeyId },
    };
  },
  test_create_alias: async (kms) => {
    const { id } = await newKey(kms);
    return { answers: { create_alias: await post(kms, 'CreateAlias', { AliasName: 'a1b2c3d4', TargetKeyId: id }) } };
  },
  test_plaintext_size_for_encrypt: about('invalid-plaintext-size-encrypt', 'Encrypt', {
    Plaintext: base64('a'.repeat(4097)),
  }),
  test_generate_data_key: about('generate-data-key-result', 'GenerateDataKey', { KeySpec: 'AES_256' }),
  test_generate_data_key_without_plaintext: about(
    'generate-data-key-without-plaintext',
    'GenerateDataKeyWithoutPlaintext',
    { KeySpec: 'AES_256' },
  ),
  test_encrypt_decrypt_encryption_context: async (kms) => {
    const { id } = await newKey(kms);
    const EncryptionContext = { a: 'b' };
    const made = await post(kms, 'Encrypt', { KeyId: id, Plaintext: base64('test'), EncryptionContext });
    const { CiphertextBlob } = made.body;
    const decrypt = (more: object) => post(kms, 'Decrypt', { CiphertextBlob, ...more });
    return {
      answers: {
        encrypt_response: made,
        decrypt_response_with_encryption_context: await decrypt({ EncryptionContext }),
        decrypt_response_without_encryption_context: await decrypt({}),
        decrypt_response_with_invalid_ciphertext: await decrypt({ CiphertextBlob: base64('bad ciphertext') }),
      },
    };
  },
  test_encryption_context_generate_data_key: (kms) => withoutContext(kms, 'GenerateDataKey'),
  test_encryption_context_generate_data_key_without_plaintext: (kms) =>
    withoutContext(kms, 'GenerateDataKeyWithoutPlaintext'),
  'test_re_encrypt[SYMMETRIC_DEFAULT-SYMMETRIC_DEFAULT]': async (kms) => {
    const [source, destination] = [await newKey(kms), await newKey(kms)];
    const made = await post(kms, 'Encrypt', { KeyId: source.id, Plaintext: base64('test') });
    const { CiphertextBlob } = made.body;
    const input = { SourceKeyId: source.id, DestinationKeyId: destination.id, CiphertextBlob };
    return { answers: { test_re_encrypt: await post(kms, 'ReEncrypt', input) }, names: { '<key-arn>': source.arn } };
  },
  test_re_encrypt_incorrect_source_key: async (kms) => {
    const [source, destination] = [await newKey(kms), await newKey(kms)];
    const made = await post(kms, 'Encrypt', { KeyId: source.id, Plaintext: base64('test') });
    const { CiphertextBlob } = made.body;
    const input = { SourceKeyId: destination.id, DestinationKeyId: destination.id, CiphertextBlob };
    return { answers: { 'incorrect-source-key': await post(kms, 'ReEncrypt', input) } };
  },
  test_rotate_key_on_demand_modifies_key_material: about('rotate-on-demand-response', 'RotateKeyOnDemand'),
  test_rotate_on_demand_returns_arn_for_key_id: about('rotate-on-demand-aws-key', 'RotateKeyOnDemand'),
  test_rotate_key_on_demand_raises_error_given_key_is_disabled: async (kms) => {
    const { id, arn } = await newKey(kms);
    await kms.disableKey({ KeyId: id });
    const answer = await post(kms, 'RotateKeyOnDemand', { KeyId: id });
    return { answers: { 'error-response': answer }, names: { '<key-arn>': arn } };
  },
  test_rotate_key_on_demand_raises_error_given_key_that_does_not_exist: async (kms) => ({
    answers: { 'error-response': await post(kms, 'RotateKeyOnDemand', { KeyId: UUID }) },
    names: { '<key-arn>': arnOf(UUID) },
  }),
  test_key_rotations_encryption_decryption: async (kms) => {
    const { id } = await newKey(kms);
    const made = await post(kms, 'Encrypt', { KeyId: id, Plaintext: base64('test') });
    await kms.rotateKeyOnDemand({ KeyId: id });
    const CiphertextBlob = String(made.body.CiphertextBlob).replace(/^..../, 'AAAA');
    return { answers: { 'bad-ciphertext': await post(kms, 'Decrypt', { CiphertextBlob }) } };
  },
  test_key_rotations_limits: async (kms) => {
    const { id, arn } = await newKey(kms);
    for (let count = 0; count < 25; count++) await kms.rotateKeyOnDemand({ KeyId: id });
    const answer = await post(kms, 'RotateKeyOnDemand', { KeyId: id });
    return { answers: { 'error-response': answer }, names: { '<key-arn>': arn } };
  },
  test_key_rotation_updates_current_key_material_id_for_aws_symmetric_keys: async (kms) => {
    const { KeyMetadata } = await kms.createKey({ Description: 'test-key' });
    const { KeyId } = KeyMetadata;
    const before = await post(kms, 'DescribeKey', { KeyId });
    await kms.rotateKeyOnDemand({ KeyId });
    const after = await post(kms, 'DescribeKey', { KeyId });
    return {
      answers: { 'describe-key-before-rotation': before, 'describe-key-after-rotation': after },
      names: { '<key-id:1>': KeyId },
    };
  },
  test_create_key_with_too_many_tags_raises_error: tagged(
    ...Array.from({ length: 51 }, (_, at) => [`key${at}`, `value${at}`] as const),
  ),
  'test_create_key_with_invalid_tag_key[lowercase_prefix]': tagged(['aws:key1', 'value1']),
  'test_create_key_with_invalid_tag_key[uppercase_prefix]': tagged(['AWS:key1', 'value1']),
  'test_create_key_with_invalid_tag_key[too_long_key]': tagged(['a'.repeat(129), 'value1']),
  test_key_with_long_tag_value_raises_error: single('too-long-tag-value', 'CreateKey', {
    Tags: [{ TagKey: 'tag1', TagValue: 'v'.repeat(257) }],
  }),
  // Recorded from TagResource.
  test_tag_key_with_duplicate_tag_keys_raises_error: single('duplicate-tag-keys', 'CreateKey', {
    Tags: [
      { TagKey: 'tag1', TagValue: 'value1' },
      { TagKey: 'tag1', TagValue: 'another-value1' },
    ],
  }),
};

/** Every step of a recorded test, beside what is answered here. A step that is missing is missing on its side. */
export async function replay(name: string, recording: Recording): Promise<Compared> {
  const run = replays[name];
  if (run === undefined) throw new Error(`no replay of ${name}`);
  const { answers, names = {} } = await run(testKms({ region, accountId: account }));
  const places = { '<partition>': 'aws', '<region>': region, '<secondary-region>': other, ...names };
  const compared = Object.entries(answers).map(
    ([step, answer]) => [step, compare(recording[step] ?? {}, answer, places)] as const,
  );
  return {
    recorded: Object.fromEntries([
      ...Object.keys(recording).map((step) => [step, 'no such step here']),
      ...compared.map(([step, { recorded }]) => [step, recorded]),
    ]),
    answered: Object.fromEntries(compared.map(([step, { answered }]) => [step, answered])),
  };
}
