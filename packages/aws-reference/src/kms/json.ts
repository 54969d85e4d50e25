import { fromBase64, toBase64 } from '../bytes/base64.ts';
import { KmsError } from './error.ts';

/** Members that hold bytes: Base64 on the wire. */
const BLOBS: ReadonlySet<string> = new Set(['Plaintext', 'CiphertextBlob']);
/** Members that hold a moment: seconds since 1970 on the wire, with a fraction. */
const MOMENTS: ReadonlySet<string> = new Set(['CreationDate', 'DeletionDate', 'ValidTo']);

/** The body of a call: JSON with bytes as Base64. */
export function requestBody(input: object): string {
  const members = Object.entries(input).map(([name, value]) => [
    name,
    BLOBS.has(name) && value !== undefined ? toBase64(value as Uint8Array) : value,
  ]);
  return JSON.stringify(Object.fromEntries(members));
}

function invalid(what: string): KmsError {
  return new KmsError('InvalidResponse', `the answer ${what}, expected one of KMS: check the endpoint`, {
    status: 200,
  });
}

/** Parses an answer's body, `undefined` for what is no JSON object. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function member(name: string, value: unknown): unknown {
  if (MOMENTS.has(name) && typeof value === 'number') return new Date(value * 1000);
  if (name === 'KeyMetadata') return value === null ? value : members(value as object);
  if (!BLOBS.has(name)) return value;
  const bytes = typeof value === 'string' ? fromBase64(value) : undefined;
  if (bytes === undefined) throw invalid(`has no Base64 in "${name}"`);
  return bytes;
}

function members(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, member(name, one)]));
}

/**
 * The output of a call: Base64 as bytes, seconds as dates.
 *
 * @param expected - Members that have to be there.
 * @throws {@link KmsError} `InvalidResponse`.
 */
export function readOutput(text: string, expected: readonly string[]): object {
  const object = parseObject(text);
  if (object === undefined) throw invalid('is no JSON object');
  const missing = expected.find((name) => object[name] === undefined || object[name] === null);
  if (missing !== undefined) throw invalid(`has no "${missing}"`);
  return members(object);
}
