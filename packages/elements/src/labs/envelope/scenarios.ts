import { FIRST_FORM, type LabForm } from './lab-form.ts';
import { ALL_WELL, type Settings, type StepId } from './settings.ts';

/** A possible cause to choose from. */
export interface Guess {
  readonly text: string;
  readonly right?: true;
  /** Why it is or is not. */
  readonly why: string;
}

/** A message that cannot be read; find out why. */
export interface Scenario {
  readonly id: string;
  /** What is seen, not why. */
  readonly title: string;
  readonly story: string;
  readonly form: LabForm;
  readonly settings: Settings;
  readonly guesses: readonly Guess[];
  /** The step at which reading stops. */
  readonly stops: StepId;
  /** Code of the error. */
  readonly code: string;
  /** Code in its cause, where KMS refused. */
  readonly cause?: string;
  /** What is wrong, in a line for the table of faults. */
  readonly fault: string;
}

type Given = Omit<Scenario, 'form' | 'settings'> & {
  readonly form?: Partial<LabForm>;
  readonly settings: Partial<Settings>;
};

const scenario = ({ form, settings, ...rest }: Given): Scenario => ({
  ...rest,
  form: { ...FIRST_FORM, ...form },
  settings: { ...ALL_WELL, ...settings },
});

const not = (text: string, why: string): Guess => ({ text, why });
const right = (text: string, why: string): Guess => ({ text, right: true, why });

const KEY_DISABLED = not(
  'The KMS key is disabled',
  'KMS would have answered DisabledException, and it stood in the cause.',
);

/** Faults to explain. Each stops at the step that it names: a test runs them all. */
export const SCENARIOS: readonly Scenario[] = [
  scenario({
    id: 'capitals',
    title: 'InvalidCiphertextException since the last release',
    story: 'The service that reads invoices was rewritten. Since then no invoice opens, old or new.',
    settings: { given: 'case' },
    guesses: [
      not(
        'The KMS key was rotated',
        'Rotation keeps the old key material. What was encrypted before it opens after it.',
      ),
      right(
        'The reader spells a key of the context in capitals',
        'TENANT is another key than tenant. The library hands it to KMS as a further pair, and KMS has never seen it.',
      ),
      not('The role may not call kms:Decrypt', 'That is AccessDeniedException.'),
      KEY_DISABLED,
    ],
    stops: 'kms',
    code: 'DecryptionFailed',
    cause: 'InvalidCiphertextException',
    fault: 'One context key in capitals',
  }),
  scenario({
    id: 'expectation',
    title: 'DecryptError, and CloudTrail has no Decrypt',
    story:
      'A reader checks that an invoice is of its own tenant. One invoice does not open, and nobody finds a call in CloudTrail.',
    settings: { given: 'value' },
    guesses: [
      KEY_DISABLED,
      not(
        'The message was changed in the bucket',
        'A changed context would still be sent to KMS, and a Decrypt stood in CloudTrail.',
      ),
      right(
        'The reader expects another value than the message stores',
        'The library compares both before it asks KMS: no call, no cost, no trace.',
      ),
      not('CloudTrail does not record Decrypt', 'It does: Decrypt is a management event.'),
    ],
    stops: 'context',
    code: 'DecryptionFailed',
    fault: 'Another value than the message stores',
  }),
  scenario({
    id: 'writer',
    title: 'Writing works, reading is denied',
    story: 'A role encrypts all day. When it reads back what it wrote, it fails at once.',
    settings: { policy: 'write-only' },
    guesses: [
      right('The policy allows kms:GenerateDataKey, not kms:Decrypt', 'Writing needs the one, reading the other.'),
      not('The key is asymmetric', 'Then GenerateDataKey would fail.'),
      not('The data key has expired', 'Encrypted data keys do not expire.'),
      not('The role is in another account', 'Then the words of the error would be others, and writing would fail too.'),
    ],
    stops: 'kms',
    code: 'DecryptionFailed',
    cause: 'AccessDeniedException',
    fault: 'Policy without kms:Decrypt',
  }),
  scenario({
    id: 'tenant',
    title: 'Denied for one tenant, allowed for another',
    story: 'The same role, the same key: messages of tenant green open, those of tenant blue are denied.',
    settings: { policy: 'one-tenant' },
    guesses: [
      not('Two tenants have two KMS keys', 'Both messages name the same ARN.'),
      not('A quota for blue is used up', 'That is ThrottlingException.'),
      right(
        'A condition of the policy names the context',
        'kms:EncryptionContext:tenant is green there. The condition sees the pairs that are sent with the call.',
      ),
      not('The message of blue was changed', 'That is InvalidCiphertextException.'),
    ],
    stops: 'kms',
    code: 'DecryptionFailed',
    cause: 'AccessDeniedException',
    fault: 'Policy for another value of the context',
  }),
  scenario({
    id: 'disabled',
    title: 'All readers stopped within five minutes',
    story: 'Readers keep data keys for five minutes. At ten o’clock some fail, five minutes later all.',
    settings: { state: 'Disabled' },
    guesses: [
      not('The key was rotated', 'Rotation stops nobody.'),
      right(
        'The key was disabled at ten',
        'KMS refuses at once. Who held a plaintext data key went on until it expired.',
      ),
      not('The quota was used up', 'Then fewer calls would have helped, and some would have passed.'),
      not('The clock of the readers is wrong', 'Then the request would be refused for its signature.'),
    ],
    stops: 'kms',
    code: 'DecryptionFailed',
    cause: 'DisabledException',
    fault: 'Key disabled',
  }),
  scenario({
    id: 'alias',
    title: 'Encrypts with the alias, does not decrypt with it',
    story:
      'Writer and reader have the same configuration: a keyring with one alias. Only the reader fails, without a call to KMS.',
    settings: { asked: 'alias' },
    guesses: [
      not('The alias points to another key now', 'Nobody asked KMS where it points: there was no call.'),
      not('The reader may not call kms:DescribeKey', 'No keyring of the Encryption SDK needs it.'),
      not('The message has no encrypted data key', 'It has one: the writer wrote it.'),
      right(
        'The message stores the ARN, and an alias never matches it',
        'To decrypt, a keyring compares what it was given with the ARN in the message. Name the key by its ARN.',
      ),
    ],
    stops: 'key',
    code: 'DecryptionFailed',
    fault: 'Keyring with an alias',
  }),
  scenario({
    id: 'commitment',
    title: 'KMS says yes, and still DecryptError',
    story: 'CloudTrail has a Decrypt without an error. The library refuses all the same, and its error has no cause.',
    settings: { damage: 'commitKey' },
    guesses: [
      not('The encryption context is another', 'Then KMS would have said no.'),
      right(
        'The message was changed outside of the encrypted data key',
        'KMS sees the encrypted data key and the context, nothing else. The rest the library checks: commitment, tags, signature.',
      ),
      not('The policy lacks kms:Decrypt', 'Then KMS would have said no.'),
      not('The data key is too old', 'Data keys have no age outside of a cache.'),
    ],
    stops: 'derive',
    code: 'DecryptionFailed',
    fault: 'Flipped bit in the commitment',
  }),
  scenario({
    id: 'stream',
    title: 'A stream fails, and half a report is in the database',
    story:
      'A job writes each piece of plaintext as it comes. The stream ends with an error, but the first rows are there.',
    settings: { damage: 'ciphertext', reading: 'stream' },
    guesses: [
      not('Frames are not authenticated', 'Each has a tag of its own, and the wrong one was refused.'),
      not('The job has lost its permission in between', 'KMS is asked once, at the beginning.'),
      right(
        'A later frame was changed; earlier ones are let go as they come',
        'Each frame proves itself, not the message. Act on it only when the stream has ended without an error.',
      ),
      not('The frame length is too small', 'It decides how much is let go at once, not whether.'),
    ],
    stops: 'frames',
    code: 'DecryptionFailed',
    fault: 'Flipped bit in the last frame, read as a stream',
  }),
  scenario({
    id: 'older',
    title: 'Old messages do not open after an update',
    story: 'After an update of the library, archives of 2019 are refused. New messages are fine. KMS is not asked.',
    form: { suite: '0378' },
    settings: {},
    guesses: [
      right(
        'They do not commit to their data key, and the policy requires it',
        'Since version 2.0 commitment is the default. Allow older messages for reading, and write them anew.',
      ),
      not('The KMS key of 2019 was deleted', 'KMS was not asked.'),
      not('They are still Base64', 'Then the error would say so, at byte 0.'),
      not('Their signature has expired', 'Signatures of messages do not expire.'),
    ],
    stops: 'policy',
    code: 'CommitmentPolicy',
    fault: 'Suite without commitment, default policy',
  }),
  scenario({
    id: 'cut',
    title: 'Truncated, for large invoices only',
    story: 'Small invoices open. Large ones fail before KMS is asked; the error names a byte.',
    settings: { damage: 'truncated' },
    guesses: [
      not('The data key is good for 4,096 bytes', 'Encrypt of KMS is. A data key encrypts data of any size.'),
      right(
        'The column of the database is too short for the message',
        'A message is longer than its plaintext: header, 32 bytes for each frame, signature.',
      ),
      not('maxEncryptedDataKeys is too low', 'That is LimitExceeded.'),
      not('The signature is wrong', 'Without its last byte there is none to verify.'),
    ],
    stops: 'parse',
    code: 'Truncated',
    fault: 'Last byte missing',
  }),
];
