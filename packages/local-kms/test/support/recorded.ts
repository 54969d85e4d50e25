import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answered } from './kms.ts';

/** What AWS answered in one test, step by step. */
export type Recording = Readonly<Record<string, unknown>>;

/** Recordings by the name of their test. */
export function readRecordings(vectors: string): ReadonlyMap<string, Recording> {
  const text = readFileSync(join(vectors, 'kms', 'test_kms.snapshot.json'), 'utf8');
  const all = JSON.parse(text) as Record<string, { readonly 'recorded-content': Recording }>;
  return new Map(
    Object.entries(all).map(([name, one]) => [name.slice(name.indexOf('::test_') + 2), one['recorded-content']]),
  );
}

/** Values that differ in every run stand in recordings as these words. */
const ANY =
  /^(?:datetime|ciphertext-blob|plaintext|<(?:key-id|current-key-material-id|key-material-id|resource)(?::\d)?>)$/;

/** Members that KMS has begun to send since some recordings were made. */
const NEWER: ReadonlySet<string> = new Set(['KeyMaterialId', 'SourceKeyMaterialId', 'DestinationKeyMaterialId']);

type Names = Readonly<Record<string, string>>;

function named(text: string, names: Names): string {
  return Object.entries(names).reduce((rest, [name, value]) => rest.replaceAll(name, value), text);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What of an answer a recording can be compared with: unknowable values become the recording's words. */
function align(recorded: unknown, answered: unknown, names: Names): unknown {
  if (typeof recorded === 'string') {
    return ANY.test(recorded) && ['string', 'number'].includes(typeof answered) ? named(recorded, names) : answered;
  }
  if (!isObject(recorded) || !isObject(answered)) return answered;
  const entries = Object.entries(answered)
    .filter(([name]) => name in recorded || !NEWER.has(name))
    .map(([name, value]) => [name, align(name === 'Arn' ? undefined : recorded[name], value, names)]);
  return Object.fromEntries(entries);
}

function substitute(recorded: unknown, names: Names): unknown {
  if (typeof recorded === 'string') return named(recorded, names);
  if (typeof recorded !== 'object' || recorded === null) return recorded;
  if (Array.isArray(recorded)) return recorded.map((one) => substitute(one, names));
  return Object.fromEntries(Object.entries(recorded).map(([name, value]) => [name, substitute(value, names)]));
}

/** Both sides of a comparison, with the same placeholders filled in. */
export interface Compared {
  readonly recorded: unknown;
  readonly answered: unknown;
}

interface RecordedError {
  readonly Error?: { readonly Code: string; readonly Message: string };
  readonly ResponseMetadata?: { readonly HTTPStatusCode: number };
}

/** @param names - What stands for the placeholders: `<key-arn>`. */
export function compare(recorded: unknown, { status, body }: Answered, names: Names): Compared {
  const { Error: error, ResponseMetadata: metadata, ...members } = recorded as RecordedError;
  if (error !== undefined) {
    const { __type, message = '' } = body;
    return {
      recorded: [metadata?.HTTPStatusCode, error.Code, named(error.Message, names)],
      answered: [status, __type, message],
    };
  }
  const expected = { ...members, status: metadata?.HTTPStatusCode ?? 200 };
  const aligned = align(expected, { ...body, status }, names) as object;
  return { recorded: substitute(expected, names), answered: JSON.parse(JSON.stringify(aligned)) };
}
