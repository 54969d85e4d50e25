import type { Outcome } from './attempt.ts';
import { counted } from './text.ts';

/** Why it stopped, and what to do. */
export interface Explanation {
  readonly why: string;
  readonly mend: string;
}

const BY_ANSWER: Readonly<Record<string, Explanation>> = {
  InvalidCiphertextException: {
    why: 'KMS authenticates the encrypted data key together with the encryption context. One of them is not what it was.',
    mend: 'Compare the context of this Decrypt with that of the GenerateDataKey in CloudTrail, pair by pair, capitals included. If they are the same, the message was changed where it was stored.',
  },
  DisabledException: {
    why: 'A disabled key decrypts nothing. Readers that hold a plaintext data key in a cache go on until it expires.',
    mend: 'Enable the key, or find out who disabled it: DisableKey in CloudTrail.',
  },
  KMSInvalidStateException: {
    why: 'A key that is pending deletion decrypts nothing.',
    mend: 'Cancel the deletion while the waiting period lasts, then enable the key: cancelling leaves it disabled.',
  },
  NotFoundException: {
    why: 'The key is not there. After its waiting period a deleted key is gone, and so is every message that only it opens.',
    mend: 'Look at Region and account first. For a key that was deleted there is no way back: a second wrapping key would have been one.',
  },
  AccessDeniedException: {
    why: 'Nothing allows this caller to decrypt with this key and this context. Writing needs kms:GenerateDataKey, reading needs kms:Decrypt.',
    mend: 'Allow kms:Decrypt in the key policy. If its condition names the context, compare it with the context of the message.',
  },
};

/** Why reading stopped; `undefined` when it did not. */
export function explain({ stopped, error, causes, settings, plaintext }: Outcome): Explanation | undefined {
  if (stopped === undefined) return undefined;
  if (stopped === 'kms') {
    return BY_ANSWER[causes[0]?.code ?? ''] ?? { why: 'KMS refused.', mend: 'Read the cause of the error.' };
  }
  if (stopped === 'key') return keyring(settings.asked);
  const early =
    plaintext.length > 0
      ? ` ${counted(plaintext.length, 'byte')} of plaintext had been let go before: what a stream gives counts only once it has ended without an error.`
      : '';
  const { why, mend } = BY_STEP[stopped] ?? { why: error?.message ?? '', mend: '' };
  return { why: why + early, mend };
}

function keyring(asked: Outcome['settings']['asked']): Explanation {
  const why = 'No encrypted data key is for this keyring, so KMS was not even asked: CloudTrail has nothing.';
  const mend = {
    alias:
      'Name the key by its ARN. An alias encrypts, but the message stores the ARN, and only the same ARN matches it.',
    other: 'Name the key that wrapped the data key: its ARN stands in the message.',
    'other-account': 'Add the account of the key to the discovery filter, if messages from there are to be trusted.',
  };
  return { why, mend: mend[asked as keyof typeof mend] ?? 'Compare the ARN in the message with those of the keyring.' };
}

const BY_STEP: Readonly<Record<string, Explanation>> = {
  parse: {
    why: 'The bytes are not a message of this format, and the error says at which byte. No key was asked for.',
    mend: 'Compare length and beginning with what was written: cut by a size limit, decoded twice, still Base64, or something appended.',
  },
  policy: {
    why: 'The suite does not commit to its data key, and the default policy takes no such message.',
    mend: 'Read older messages with REQUIRE_ENCRYPT_ALLOW_DECRYPT, and write them anew with a committing suite.',
  },
  context: {
    why: 'The reader expects a pair that the message has with another value. The library compares before it asks KMS.',
    mend: 'Find out which of both is right: a wrong expectation, or the message of somebody else.',
  },
  derive: {
    why: 'What is derived from the data key is not the commitment of the message: message ID or commitment were changed, or it is the data key of another message.',
    mend: 'Fetch the message again from where it was written. Nothing in the keys is wrong.',
  },
  'header-tag': {
    why: 'A byte of the header is not what it was when the tag was made.',
    mend: 'Fetch the message again. Every byte of the header counts, also encrypted data keys that were not used.',
  },
  frames: {
    why: 'A frame is not what it was, or not in its place.',
    mend: 'Fetch the message again, and throw away what a stream gave.',
  },
  signature: {
    why: 'The signature covers every byte before it, and one of them, or the signature, is another.',
    mend: 'Fetch the message again. Whoever may only decrypt could make frames, but not this signature.',
  },
  plaintext: {
    why: 'The message does not end where it should.',
    mend: 'Compare its length with what was written.',
  },
};
