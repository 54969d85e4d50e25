import type { InspectedField, Inspection } from '@notebank/aws-reference/envelope';
import { fromUtf8, grouped, toHex } from './text.ts';

/** What a field is for: each kind has a colour and a word. */
export type Kind = 'shape' | 'id' | 'context' | 'key' | 'commitment' | 'tag' | 'frame' | 'content' | 'signature';

/** The words of the legend, in the order in which a message has them. */
export const KINDS: Readonly<Record<Kind, string>> = {
  shape: 'Format and lengths',
  id: 'Message ID',
  context: 'Encryption context',
  key: 'Encrypted data key',
  commitment: 'Commitment',
  tag: 'Authentication tags',
  frame: 'Frame numbers and IVs',
  content: 'Ciphertext',
  signature: 'Signature',
};

type Print = 'number' | 'text' | 'hex' | 'suite';

/** What is told of a field: kind, how its value is printed, what it is for. */
type About = readonly [kind: Kind, print: Print, about: string];

const ABOUT: Readonly<Record<string, About>> = {
  version: ['shape', 'number', 'Version of the message format.'],
  type: ['shape', 'number', '128: customer authenticated encrypted data.'],
  algorithmSuiteId: ['shape', 'suite', 'Cipher, key derivation, commitment, signature.'],
  messageId: ['id', 'hex', 'Random. Salt or info of the key derivation, and part of what every frame authenticates.'],
  encryptionContextLength: ['shape', 'number', 'Bytes of the encryption context.'],
  encryptionContextCount: ['shape', 'number', 'Pairs.'],
  contextKeyLength: ['shape', 'number', 'Bytes of the key.'],
  contextKey: ['context', 'text', 'Key of a pair. Readable by everybody.'],
  contextValueLength: ['shape', 'number', 'Bytes of the value.'],
  contextValue: ['context', 'text', 'Its value. Readable, and bound to the data key.'],
  encryptedDataKeyCount: ['shape', 'number', 'Encrypted data keys: one for each wrapping key.'],
  keyProviderIdLength: ['shape', 'number', 'Bytes of the provider ID.'],
  keyProviderId: ['key', 'text', 'Who can decrypt the data key.'],
  keyProviderInfoLength: ['shape', 'number', 'Bytes of the provider information.'],
  keyProviderInfo: ['key', 'text', 'Which of its keys: the ARN of the KMS key.'],
  encryptedDataKeyLength: ['shape', 'number', 'Bytes of the encrypted data key.'],
  encryptedDataKey: ['key', 'hex', 'The CiphertextBlob of KMS. Only the KMS key opens it.'],
  contentType: ['shape', 'number', '2: the body is framed. 1: it is not.'],
  reserved: ['shape', 'number', 'Zeros.'],
  ivLength: ['shape', 'number', 'Bytes of an IV.'],
  frameLength: ['shape', 'number', 'Bytes of plaintext in each frame but the last.'],
  commitKey: ['commitment', 'hex', 'Derived from the data key. Another data key cannot give the same.'],
  headerIv: ['tag', 'hex', 'IV of the header tag: zeros.'],
  headerAuthenticationTag: ['tag', 'hex', 'Authenticates every byte before it.'],
  sequenceNumberEnd: ['frame', 'hex', 'Marks the final frame.'],
  sequenceNumber: ['frame', 'number', 'Frames are counted from 1, so that none can be left out or moved.'],
  iv: ['frame', 'hex', 'The sequence number as an IV of 12 bytes.'],
  contentLength: ['frame', 'number', 'Bytes in the final frame.'],
  ciphertext: ['content', 'hex', 'As long as its plaintext.'],
  tag: ['tag', 'hex', 'Authenticates this frame, its number and the message ID.'],
  signatureLength: ['shape', 'number', 'Bytes of the signature.'],
  signature: ['signature', 'hex', 'ECDSA over everything before. The public key stands in the context.'],
};

/** A field as the page shows it. */
export interface ShownField {
  /** Place in the list of fields: what the page calls it by. */
  readonly at: number;
  readonly name: string;
  readonly kind: Kind;
  readonly start: number;
  readonly length: number;
  readonly value: string;
  readonly about: string;
}

/** Fields that belong together. */
export interface FieldGroup {
  readonly title: string;
  readonly fields: readonly ShownField[];
  /** Shown open. */
  readonly open: boolean;
}

function printed(print: Print, bytes: Uint8Array): string {
  if (print === 'text') return fromUtf8(bytes);
  if (print === 'number') return grouped(Number.parseInt(toHex(bytes), 16));
  return print === 'suite' ? `0x${toHex(bytes)}` : toHex(bytes);
}

function shown(message: Uint8Array, { name, start, end }: InspectedField, at: number): ShownField {
  const [kind, print, about] = ABOUT[name] ?? ['shape', 'hex', ''];
  // Of an empty field nothing is there to be read as a number.
  const value = end === start ? '' : printed(print, message.subarray(start, end));
  return { at, name, kind, start, length: end - start, value, about };
}

/** Every field of a message, in its order. */
export function fieldsOf({ message, fields }: Pick<Inspection, 'message' | 'fields'>): ShownField[] {
  return fields.map((field, at) => shown(message, field, at));
}

/** Frames that are listed before those that look the same. */
const FIRST_FRAMES = 2;

/** The fields in groups, as a reader would take the message apart. */
export function groupsOf(inspection: Inspection): FieldGroup[] {
  const all = fieldsOf(inspection);
  const groups = new Map<string, ShownField[]>();
  for (const [at, field] of inspection.fields.entries()) {
    const title = titleOf(field, inspection);
    const one = all[at];
    if (one) groups.set(title, [...(groups.get(title) ?? []), one]);
  }
  return [...groups].map(([title, fields]) => ({ title, fields, open: !/^Frame/.test(title) || title === 'Frame 1' }));
}

function titleOf({ name, part, index }: InspectedField, { frames }: Inspection): string {
  if (part === 'footer') return 'Footer';
  if (part === 'headerAuthentication') return 'Header authentication';
  if (part === 'body') return frameTitle(index ?? 0, frames.length);
  if (/^(?:encryptionContext|context[KV])/.test(name)) return 'Encryption context';
  if (/^(?:keyProvider|encryptedDataKey)/.test(name))
    return index === undefined || index === 0 ? 'Encrypted data key' : `Encrypted data key ${index + 1}`;
  return /^(?:version|type|algorithmSuiteId|messageId)$/.test(name) ? 'Beginning' : 'Body format and commitment';
}

function frameTitle(index: number, count: number): string {
  if (index === count - 1) return 'Final frame';
  if (index < FIRST_FRAMES) return `Frame ${index + 1}`;
  const last = count - 1;
  return last === FIRST_FRAMES + 1 ? `Frame ${last}` : `Frames ${FIRST_FRAMES + 1} to ${last}`;
}

/** Bytes of each kind, in the order of the legend; kinds that the message does not have are left out. */
export function bytesByKind(inspection: Inspection): { readonly kind: Kind; readonly bytes: number }[] {
  const all = fieldsOf(inspection);
  const kinds = Object.keys(KINDS) as Kind[];
  return kinds
    .map((kind) => ({ kind, bytes: all.reduce((sum, field) => sum + (field.kind === kind ? field.length : 0), 0) }))
    .filter(({ bytes }) => bytes > 0);
}
