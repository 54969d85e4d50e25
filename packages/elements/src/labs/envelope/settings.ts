import type { CommitmentPolicy } from '@notebank/aws-reference/envelope';
import type { KeyState } from './lab-kms.ts';
import type { PolicyId } from './policy.ts';

/** Steps of the way back, by what is checked there. */
export type StepId =
  | 'parse'
  | 'policy'
  | 'context'
  | 'key'
  | 'kms'
  | 'derive'
  | 'header-tag'
  | 'frames'
  | 'signature'
  | 'plaintext';

/** What is done to the stored message before it is read. */
export type Damage =
  | 'none'
  | 'messageId'
  | 'contextValue'
  | 'encryptedDataKey'
  | 'commitKey'
  | 'headerAuthenticationTag'
  | 'sequenceNumber'
  | 'ciphertext'
  | 'signature'
  | 'truncated'
  | 'trailing';

/** Everything that a learner can set wrong on the way back. */
export interface Settings {
  /** Pairs that the reader gives. */
  readonly given: 'none' | 'same' | 'fewer' | 'value' | 'case';
  /** Which keyring reads. */
  readonly asked: 'right' | 'other' | 'alias' | 'discovery' | 'other-account';
  readonly state: KeyState;
  readonly policy: PolicyId;
  readonly damage: Damage;
  readonly commitment: CommitmentPolicy;
  /** `decrypt`, or `decryptStream`. */
  readonly reading: 'whole' | 'stream';
}

export type Choice<Value extends string = string> = readonly [value: Value, label: string];

/** Nothing is wrong. */
export const ALL_WELL: Settings = {
  given: 'none',
  asked: 'right',
  state: 'Enabled',
  policy: 'all',
  damage: 'none',
  commitment: 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT',
  reading: 'whole',
};

/** A setting as a field of the form. */
export interface SettingField<Name extends keyof Settings = keyof Settings> {
  readonly name: Name;
  readonly label: string;
  readonly choices: readonly Choice<Settings[Name]>[];
  readonly hint?: string;
}

const field = <Name extends keyof Settings>(
  name: Name,
  label: string,
  choices: readonly Choice<Settings[Name]>[],
  hint?: string,
): SettingField => ({ name, label, choices, ...(hint === undefined ? {} : { hint }) }) as SettingField;

export const SETTING_FIELDS: readonly SettingField[] = [
  field('given', 'Context that the reader gives', [
    ['none', 'none: what the message stores'],
    ['same', 'the same pairs'],
    ['fewer', 'one pair less'],
    ['value', 'one value is another'],
    ['case', 'one key in capitals'],
  ]),
  field('asked', 'Keyring of the reader', [
    ['right', 'names the key of the message by its ARN'],
    ['alias', 'names the same key by its alias'],
    ['other', 'names another key'],
    ['discovery', 'discovery: whichever key the message names'],
    ['other-account', 'discovery: keys of another account only'],
  ]),
  field('state', 'State of the first KMS key', [
    ['Enabled', 'enabled'],
    ['Disabled', 'disabled'],
    ['PendingDeletion', 'pending deletion'],
    ['Deleted', 'deleted'],
  ]),
  field('policy', 'Policy of the first KMS key', [
    ['all', 'allows writing and reading'],
    ['write-only', 'allows writing only'],
    ['one-tenant', 'allows reading for tenant=green only'],
  ]),
  field('damage', 'The stored message', [
    ['none', 'is untouched'],
    ['encryptedDataKey', 'has a flipped bit in the encrypted data key'],
    ['contextValue', 'has a flipped bit in a context value'],
    ['messageId', 'has a flipped bit in the message ID'],
    ['commitKey', 'has a flipped bit in the commitment'],
    ['headerAuthenticationTag', 'has a flipped bit in the header tag'],
    ['sequenceNumber', 'has a flipped bit in a sequence number'],
    ['ciphertext', 'has a flipped bit in the last frame'],
    ['signature', 'has a flipped bit in the signature'],
    ['truncated', 'lacks its last byte'],
    ['trailing', 'has a byte too many'],
  ]),
  field('commitment', 'Commitment policy of the reader', [
    ['REQUIRE_ENCRYPT_REQUIRE_DECRYPT', 'commitment required (default)'],
    ['REQUIRE_ENCRYPT_ALLOW_DECRYPT', 'older messages allowed'],
  ]),
  field('reading', 'The message is read', [
    ['whole', 'whole: decrypt'],
    ['stream', 'as a stream: decryptStream'],
  ]),
];

/** The steps in the order in which a reader goes them. */
export function wayBack(reading: Settings['reading'], signed: boolean): StepId[] {
  const start: StepId[] = ['parse', 'policy', 'context', 'key', 'kms', 'derive', 'header-tag'];
  if (!signed) return [...start, 'frames', 'plaintext'];
  // A stream lets frames go before it comes to the signature; who has the whole message verifies it first.
  return [
    ...start,
    ...(reading === 'stream' ? (['frames', 'signature'] as const) : (['signature', 'frames'] as const)),
    'plaintext',
  ];
}
