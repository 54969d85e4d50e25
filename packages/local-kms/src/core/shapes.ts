import { fromBase64 } from './bytes.ts';
import { Fault } from './fault.ts';

/** The shape of a member of an input, with the constraints of the API model. Lengths are of characters or bytes. */
export type Shape =
  | {
      readonly type: 'string';
      readonly min?: number;
      readonly max?: number;
      readonly pattern?: string;
      readonly values?: readonly string[];
    }
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  | { readonly type: 'boolean' }
  | { readonly type: 'blob'; readonly min: number; readonly max: number }
  | { readonly type: 'list'; readonly member: Shape; readonly max?: number }
  | { readonly type: 'map' }
  | { readonly type: 'structure'; readonly members: Members };

/** Members by name; those with `required` must be there. */
export type Members = Readonly<Record<string, Shape & { readonly required?: boolean }>>;

const serialization = (message?: string): Fault => new Fault('SerializationException', message);

/** How the service calls what it found. */
function tokenOf(value: unknown): string {
  if (Array.isArray(value)) return 'Start of list';
  if (typeof value === 'object' && value !== null) return 'Start of structure or map';
  if (typeof value === 'string') return 'STRING_VALUE';
  return typeof value === 'number' ? 'NUMBER_VALUE' : `${String(value).toUpperCase()}_VALUE`;
}

function mismatch(value: unknown, type: string): Fault {
  const token = tokenOf(value);
  return serialization(
    token.startsWith('Start') ? `${token} found where not expected.` : `${token} cannot be converted to ${type}`,
  );
}

/** Text that UTF-8 can hold: two texts that differ in lone surrogates only would become one. */
function readText(value: unknown): string {
  if (typeof value !== 'string') throw mismatch(value, 'String');
  if (!value.isWellFormed()) throw serialization('a text has half of a surrogate pair');
  return value;
}

function readMap(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw mismatch(value, 'Map');
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [readText(key), readText(one)]));
}

/** How a member of bytes is given. */
export type BlobReader = (value: unknown) => Uint8Array;

/** In JSON: as Base64. */
export function blobFromJson(value: unknown): Uint8Array {
  if (typeof value !== 'string') throw mismatch(value, 'Blob');
  const bytes = fromBase64(value);
  if (bytes === undefined) throw serialization('a blob is not Base64 with padding');
  return bytes;
}

/** In this process: as bytes, of this realm or another. */
export function blobFromMemory(value: unknown): Uint8Array {
  if (Object.prototype.toString.call(value) === '[object Uint8Array]') return value as Uint8Array;
  throw mismatch(value, 'Blob');
}

function readValue(shape: Shape, value: unknown, readBlob: BlobReader): unknown {
  switch (shape.type) {
    case 'string':
      return readText(value);
    case 'integer':
      if (!Number.isInteger(value)) throw mismatch(value, 'Integer');
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw mismatch(value, 'Boolean');
      return value;
    case 'blob':
      return readBlob(value);
    case 'list':
      if (!Array.isArray(value)) throw mismatch(value, 'List');
      return value.map((one: unknown) => readValue(shape.member, one, readBlob));
    case 'map':
      return readMap(value);
    case 'structure':
      return readMembers(shape.members, value, readBlob);
  }
}

/**
 * The members of an input that the service knows, with bytes for Base64; others are ignored, `null` is absent.
 *
 * @throws {@link Fault} `SerializationException` for a value of another type.
 */
export function readMembers(members: Members, input: unknown, readBlob: BlobReader): Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw mismatch(input, 'Structure');
  const given = input as Readonly<Record<string, unknown>>;
  const read = Object.entries(members)
    .filter(([name]) => Object.hasOwn(given, name) && given[name] !== null && given[name] !== undefined)
    .map(([name, shape]) => [name, readValue(shape, given[name], readBlob)]);
  return Object.fromEntries(read) as Record<string, unknown>;
}
