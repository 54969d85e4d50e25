import type { Outcome } from './attempt.ts';
import type { Built } from './built.ts';
import type { KmsCall } from './lab-kms.ts';
import { SETTING_FIELDS, type StepId } from './settings.ts';
import { counted, fromUtf8, toHex } from './text.ts';
import { contextText, shortened, type WayRow } from './way.ts';

/** How far a reader came. */
export type StepState = 'passed' | 'stopped' | 'not reached';

/** A station on the way back. */
export interface BackStep {
  readonly id: StepId;
  readonly title: string;
  readonly short: string;
  readonly state: StepState;
  /** Of a step that was reached. */
  readonly rows: readonly WayRow[];
}

const TITLES: Readonly<Record<StepId, readonly [title: string, short: string]>> = {
  parse: ['The structure is read', 'Structure'],
  policy: ['The commitment policy allows the suite', 'Policy'],
  context: ['The pairs of the reader are those of the message', 'Context'],
  key: ['An encrypted data key is one of the keyring', 'Keyring'],
  kms: ['KMS decrypts the data key: kms:Decrypt', 'kms:Decrypt'],
  derive: ['Keys are derived, the commitment is compared', 'Commitment'],
  'header-tag': ['The tag of the header is right', 'Header tag'],
  frames: ['The tag of every frame is right', 'Frames'],
  signature: ['The signature is right', 'Signature'],
  plaintext: ['The message ends where it should', 'Plaintext'],
};

/** What each step is called where there is room for a word or two. */
export const BACK_NAMES = Object.fromEntries(Object.entries(TITLES).map(([id, [, short]]) => [id, short])) as Readonly<
  Record<StepId, string>
>;

/** Every step with how it went and what was seen there. */
export function wayBackOf(built: Built, outcome: Outcome): BackStep[] {
  const { way, stopped } = outcome;
  const end = stopped === undefined ? way.length : way.indexOf(stopped);
  return way.map((id, at) => {
    const [title, short] = TITLES[id];
    const state = at < end ? 'passed' : at === end ? 'stopped' : 'not reached';
    return { id, title, short, state, rows: state === 'not reached' ? [] : ROWS[id](built, outcome) };
  });
}

type Rows = (built: Built, outcome: Outcome) => WayRow[];

const ROWS: Readonly<Record<StepId, Rows>> = {
  parse: ({ inspection }, outcome) => [
    { label: 'Message', value: counted(outcome.message.length, 'byte'), note: damageNote(outcome) },
    isMalformed(outcome)
      ? { label: 'Found', value: outcome.error?.message ?? '' }
      : { label: 'Frames', value: String(inspection.frames.length) },
  ],
  policy: ({ header }, { settings }) => [
    {
      label: 'Suite',
      value: `0x${header.algorithmSuite.id.toString(16).padStart(4, '0')}`,
      note: header.algorithmSuite.committing ? 'commits to its data key' : 'does not commit to its data key',
    },
    { label: 'Policy', value: settings.commitment },
  ],
  context: (_, { given }) => [
    {
      label: 'Given',
      value: contextText(given),
      note: 'each pair that the message stores too must have the same value there',
    },
  ],
  key: ({ header }, { settings }) => [
    {
      label: 'Message',
      value: header.encryptedDataKeys.map(({ keyProviderInfo }) => fromUtf8(keyProviderInfo)).join('\n'),
    },
    { label: 'Keyring', value: choiceOf('asked', settings.asked) },
  ],
  kms: (_, { calls }) => calls.flatMap(callRows),
  derive: (_, outcome) => deriveRows(outcome),
  'header-tag': ({ header }) => [
    { label: 'Over', value: `${counted(header.bodyLength, 'byte')}, and pairs that are not stored` },
  ],
  frames: (built, outcome) => frameRows(built, outcome),
  signature: ({ header }) => [
    {
      label: 'Public key',
      value: header.encryptionContext['aws-crypto-public-key'] ?? '',
      note: 'from the encryption context: KMS has authenticated it with the data key',
    },
  ],
  plaintext: (_, { plaintext, stopped, error }) => [
    stopped === undefined
      ? { label: 'Plaintext', value: shortened(fromUtf8(plaintext), 240) || 'empty', secret: true }
      : { label: 'Found', value: error?.message ?? '' },
  ],
};

function choiceOf(name: string, value: string): string {
  const field = SETTING_FIELDS.find((each) => each.name === name);
  return field?.choices.find(([id]) => id === value)?.[1] ?? value;
}

const isMalformed = ({ error }: Outcome): boolean => /^(?:Malformed|Truncated|TrailingBytes)$/.test(error?.code ?? '');

/** What was done to the message, and of a bit where. */
function damageNote({ settings: { damage }, at, was, message }: Outcome): string {
  if (at === undefined && damage !== 'none') return 'is untouched: it has no such field';
  const text = choiceOf('damage', damage);
  if (at === undefined || was === undefined) return text;
  return `${text}: byte ${at} was ${toHex(Uint8Array.of(was))}, is ${toHex(message.subarray(at, at + 1))}`;
}

function callRows({ key, context, plaintext, error }: KmsCall): WayRow[] {
  const answer: WayRow = error
    ? { label: 'Answer', value: `${error.code}: ${error.message}` }
    : { label: 'Plaintext', value: toHex(plaintext ?? new Uint8Array()), note: 'answer: the data key', secret: true };
  return [
    { label: 'KeyId', value: key.arn },
    {
      label: 'EncryptionContext',
      value: contextText(context),
      note: 'that of the message, and pairs that only the reader gave',
    },
    answer,
  ];
}

function deriveRows({ commitKey, stopped }: Outcome): WayRow[] {
  if (commitKey === undefined) return [{ label: 'Commitment', value: 'none', note: 'this suite does not commit' }];
  const same = stopped === 'derive' ? 'not what the message stores' : 'the same stands in the message';
  return [{ label: 'Derived', value: toHex(commitKey), note: same }];
}

function frameRows({ inspection }: Built, { stopped, settings, plaintext }: Outcome): WayRow[] {
  const all = { label: 'Frames', value: String(inspection.frames.length) };
  if (settings.reading === 'whole') return [all];
  const note = stopped === undefined ? undefined : 'let go before anybody knew how the message ends';
  return [all, { label: 'Let go', value: fromUtf8(plaintext) || 'nothing', note, secret: true }];
}
