import type { AlgorithmSuiteId, CommitmentPolicy } from '@notebank/aws-reference/envelope';
import { grouped, utf8 } from './text.ts';

/** What a learner edits to build a message: the fields of the form by their names, as they were typed. */
export interface LabForm {
  readonly plaintext: string;
  /** `key=value`, one a line. */
  readonly context: string;
  /** Four hexadecimal digits. */
  readonly suite: string;
  /** Bytes of plaintext in a frame. */
  readonly frameLength: string;
  /** One KMS key, or one in each of two Regions. */
  readonly keys: 'one' | 'two';
}

/** A field of the form that cannot be used; the message says why. */
export class FormError extends Error {
  readonly field: keyof LabForm;

  constructor(field: keyof LabForm, message: string) {
    super(message);
    this.field = field;
  }
}

/** Bytes of plaintext, at most: more would be more rows, and nothing new in them. */
export const MAX_PLAINTEXT = 2048;

/** The message that the page shows first, and without JavaScript. */
export const FIRST_FORM: LabForm = {
  plaintext: 'Envelope encryption: a data key encrypts the data, a KMS key encrypts the data key.',
  context: 'tenant=blue\npurpose=invoice',
  suite: '0578',
  frameLength: '32',
  keys: 'one',
};

/** A suite to build with, and the policy without which nobody would let it. */
export interface LabSuite {
  readonly id: string;
  readonly label: string;
  readonly policy: CommitmentPolicy;
  /** What it teaches, as a sentence. */
  readonly hint: string;
}

const REQUIRED = 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT';

export const SUITES: readonly LabSuite[] = [
  {
    id: '0578',
    label: '0x0578: committing, signed (default)',
    policy: REQUIRED,
    hint: 'HKDF-SHA512 with key commitment, AES-256-GCM, ECDSA P-384.',
  },
  {
    id: '0478',
    label: '0x0478: committing, not signed',
    policy: REQUIRED,
    hint: 'The same without a signature: no footer, no public key in the context.',
  },
  {
    id: '0378',
    label: '0x0378: older, signed, no commitment',
    policy: 'FORBID_ENCRYPT_ALLOW_DECRYPT',
    hint: 'Message format 1. The default commitment policy neither writes nor reads it.',
  },
];

export const FRAME_LENGTHS = ['16', '32', '64', '4096'] as const;

/** The suite of a form. */
export function suiteOf({ suite }: LabForm): LabSuite & { readonly number: AlgorithmSuiteId } {
  const known = SUITES.find(({ id }) => id === suite) ?? (SUITES[0] as LabSuite);
  return { ...known, number: Number.parseInt(known.id, 16) as AlgorithmSuiteId };
}

/**
 * The lines of the field as pairs.
 *
 * @throws {@link FormError} for a line that is no pair, or a key that was there.
 */
export function contextOf({ context }: Pick<LabForm, 'context'>): Readonly<Record<string, string>> {
  const pairs = new Map<string, string>();
  for (const line of context.split('\n')) {
    if (line.trim() === '') continue;
    const equals = line.indexOf('=');
    if (equals < 1) throw new FormError('context', `Found "${line.trim()}", expected key=value`);
    const key = line.slice(0, equals).trim();
    if (pairs.has(key)) throw new FormError('context', `Found the key "${key}" twice, expected each once`);
    pairs.set(key, line.slice(equals + 1).trim());
  }
  return Object.fromEntries(pairs);
}

/**
 * The plaintext in UTF-8.
 *
 * @throws {@link FormError} for more than {@link MAX_PLAINTEXT} bytes.
 */
export function plaintextOf({ plaintext }: Pick<LabForm, 'plaintext'>): Uint8Array<ArrayBuffer> {
  if (!plaintext.isWellFormed()) throw new FormError('plaintext', 'Found half of a character, expected text');
  const bytes = utf8(plaintext);
  if (bytes.length <= MAX_PLAINTEXT) return bytes;
  const found = `Found ${grouped(bytes.length)} bytes, expected at most ${grouped(MAX_PLAINTEXT)} in this lab`;
  throw new FormError('plaintext', found);
}
