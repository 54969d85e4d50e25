import type { Built } from './built.ts';
import { suiteOf } from './lab-form.ts';
import type { KmsCall } from './lab-kms.ts';
import { counted, fromUtf8, grouped, toBase64, toHex, utf8 } from './text.ts';

/** One value of a step. */
export interface WayRow {
  readonly label: string;
  readonly value: string;
  /** How it came about, or who knows it. */
  readonly note?: string | undefined;
  /** Not for eyes outside of a lab. */
  readonly secret?: boolean;
}

/** A station on the way of the data key. */
export interface WayStep {
  readonly id: string;
  readonly title: string;
  /** Where there is room for a word or two. */
  readonly short: string;
  readonly about: string;
  readonly rows: readonly WayRow[];
}

/** A text with its middle left out. */
export function shortened(text: string, most = 64): string {
  return text.length <= most ? text : `${text.slice(0, most - 17)} … ${text.slice(-12)}`;
}

export function contextText(context: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(context);
  return pairs.length === 0 ? 'none' : JSON.stringify(Object.fromEntries(pairs), undefined, 2);
}

/** The way out: from the caller to the stored message. */
export function wayOut(built: Built): WayStep[] {
  const { header, calls } = built;
  const [first, second] = calls;
  return [
    callStep(built),
    ...(first ? [dataKeyStep(first, header.algorithmSuite.curve !== undefined)] : []),
    ...(second ? [wrapStep(second)] : []),
    deriveStep(built),
    headerStep(built),
    framesStep(built),
    wipeStep(built),
    storeStep(built),
  ];
}

function callStep({ form, header }: Built): WayStep {
  const { label, policy } = suiteOf(form);
  const length = utf8(form.plaintext).length;
  return {
    id: 'call',
    title: 'The caller asks for encryption',
    short: 'encrypt',
    about: 'Only here does the plaintext exist. It never travels to KMS.',
    rows: [
      {
        label: 'Plaintext',
        value: shortened(form.plaintext, 120) || 'empty',
        note: counted(length, 'byte'),
        secret: true,
      },
      { label: 'Suite', value: label, note: `commitment policy ${policy}` },
      {
        label: 'Frame length',
        value: grouped(header.frameLength),
        note: 'bytes of plaintext in each frame but the last',
      },
    ],
  };
}

function dataKeyStep({ key, context, plaintext, ciphertext }: KmsCall, signed: boolean): WayStep {
  return {
    id: 'data-key',
    title: 'KMS makes a data key: kms:GenerateDataKey',
    short: 'GenerateDataKey',
    about: 'KMS returns one data key twice, open and encrypted, and keeps neither.',
    rows: [
      { label: 'KeyId', value: key.arn },
      { label: 'NumberOfBytes', value: String(plaintext?.length ?? 32) },
      {
        label: 'EncryptionContext',
        value: contextText(context),
        note: signed
          ? 'with the public key that verifies the signature'
          : 'in CloudTrail for everybody who may read it',
      },
      { label: 'Plaintext', value: toHex(plaintext ?? new Uint8Array()), note: 'answer: the data key', secret: true },
      {
        label: 'CiphertextBlob',
        value: shortened(toBase64(ciphertext ?? new Uint8Array())),
        note: 'answer: encryptedDataKey in the message',
      },
    ],
  };
}

function wrapStep({ key, context, ciphertext }: KmsCall): WayStep {
  return {
    id: 'wrap',
    title: 'The second key wraps the same data key: kms:Encrypt',
    short: 'Encrypt',
    about: 'Either key opens the message later. The second Region sees the data key, not the data.',
    rows: [
      { label: 'KeyId', value: key.arn },
      { label: 'Plaintext', value: 'the data key', note: '32 bytes: far below the limit of 4,096', secret: true },
      { label: 'EncryptionContext', value: contextText(context) },
      {
        label: 'CiphertextBlob',
        value: shortened(toBase64(ciphertext ?? new Uint8Array())),
        note: 'answer: the second encryptedDataKey',
      },
    ],
  };
}

function deriveStep({ header, derivedKey }: Built): WayStep {
  const { kdf, committing, id } = header.algorithmSuite;
  const hex = id.toString(16).padStart(4, '0');
  const salt = committing ? 'salt: the message ID' : 'salt: zeros';
  const info = committing ? `info: 0x${hex} "DERIVEKEY"` : `info: 0x${hex} and the message ID`;
  return {
    id: 'derive',
    title: 'HKDF derives the keys of this message',
    short: 'HKDF',
    about:
      'The data key itself encrypts nothing. So one data key can serve several messages, each under a key of its own.',
    rows: [
      { label: 'Message ID', value: toHex(header.messageId), note: 'random' },
      { label: 'Derived key', value: toHex(derivedKey), note: `HKDF with ${kdf}, ${salt}, ${info}`, secret: true },
      header.commitKey
        ? {
            label: 'Commitment',
            value: toHex(header.commitKey),
            note: `${salt}, info: "COMMITKEY"; stored in the header`,
          }
        : { label: 'Commitment', value: 'none', note: 'this suite does not commit' },
    ],
  };
}

function headerStep({ header }: Built): WayStep {
  return {
    id: 'header',
    title: 'The header is written and authenticated',
    short: 'Header',
    about: 'AES-GCM over no plaintext: the header stays readable, and no byte of it can be changed.',
    rows: [
      { label: 'Header', value: `${counted(header.bodyLength, 'byte')} of additional authenticated data` },
      { label: 'Tag', value: toHex(header.authenticationTag), note: 'under the derived key' },
    ],
  };
}

function framesStep({ inspection, header }: Built): WayStep {
  const { frames, message, fields } = inspection;
  const final = fields.filter(({ name }) => name === 'tag').at(-1);
  const tag = final ? toHex(message.subarray(final.start, final.end)) : '';
  return {
    id: 'frames',
    title: 'Frames are encrypted',
    short: 'Frames',
    about: 'Each with its own number, IV and tag. A reader can check one after the other and needs little memory.',
    rows: [
      {
        label: 'Frames',
        value: `${frames.length}`,
        note: `of ${grouped(header.frameLength)} bytes, the final one of ${frames.at(-1)?.contentLength ?? 0}`,
      },
      { label: 'Final tag', value: tag, note: 'authenticates message ID, kind of frame, number and length too' },
    ],
  };
}

function wipeStep({ afterwards }: Built): WayStep {
  return {
    id: 'wipe',
    title: 'The plaintext data key is wiped',
    short: 'Wiped',
    about:
      'From here on only KMS can open the message again. JavaScript can overwrite bytes, not promise that no copy was made.',
    rows: [
      {
        label: 'Data key now',
        value: toHex(afterwards),
        note: 'the bytes that KMS returned, read again after encrypting',
      },
    ],
  };
}

function storeStep({ message, header, calls, inspection }: Built): WayStep {
  const signed = inspection.signature !== undefined;
  const keys = header.encryptedDataKeys.map(({ keyProviderInfo }) => fromUtf8(keyProviderInfo)).join('\n');
  return {
    id: 'store',
    title: 'Message and encrypted data key are stored together',
    short: 'Stored',
    about: 'One file has all that is needed but the KMS key.',
    rows: [
      { label: 'Message', value: counted(message.length, 'byte'), note: signed ? 'signed' : 'not signed' },
      { label: 'Opened by', value: keys, note: header.encryptedDataKeys.length > 1 ? 'either of them' : undefined },
      { label: 'Calls to KMS', value: String(calls.length) },
    ],
  };
}
