import { utf8 } from '../../bytes/utf8.ts';
import type { PostRefusal } from './refusal.ts';

/** Bytes that S3 takes before the file: names and values of all fields. */
export const MAX_FIELDS_BYTES = 20_480;

/** The file of a form: a `File` or `Blob`, or what a server knows of a part that it has not read. */
export interface FileLike {
  /** The `filename` of the part, with or without a path. Left out: the part has none. */
  readonly name?: string | undefined;
  /** Bytes; `Infinity` where a server does not know it yet. */
  readonly size: number;
}

/** A form: a `FormData`, pairs in the order of the parts, or a record. Names in any case; what follows `file` is ignored. */
export type FormInput = Iterable<readonly [name: string, value: string | FileLike]> | Readonly<Record<string, string>>;

/** A form that is read. */
export interface Form {
  /** By lower-case name, without the file; `${filename}` is replaced in every value. */
  readonly fields: ReadonlyMap<string, string>;
  /** Of the part `file`, when the form holds it. */
  readonly file: FileLike | undefined;
}

/** The variable of S3 in the value of a field. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: S3 puts the name in, not JavaScript.
export const FILENAME = '${filename}';

/** Bytes of the longest key that S3 takes, and so of the longest file name that is put into one. */
const MAX_KEY_BYTES = 1024;

/** What stands after the last slash or backslash. */
const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** UTF-8 bytes of a text, or more than `most`: no long text is encoded to be measured. */
const sizeOf = (text: string, most: number): number => (text.length > most ? text.length : utf8(text).length);

/** Puts the name of the file into the values. S3 leaves the variable where the part has no file name. */
function expand(fields: Map<string, string>, path: string | undefined): PostRefusal | undefined {
  if (path === undefined) return undefined;
  const name = baseName(path);
  if (sizeOf(name, MAX_KEY_BYTES) > MAX_KEY_BYTES) return { reason: 'Malformed', field: 'file' };
  for (const [field, value] of fields)
    fields.set(
      field,
      value.replaceAll(FILENAME, () => name),
    );
  return undefined;
}

/** Reads the fields of a form up to the file. */
export function readForm(input: FormInput, given: FileLike | undefined): Form | PostRefusal {
  const fields = new Map<string, string>();
  let file = given;
  let left = MAX_FIELDS_BYTES;
  for (const [anyCase, value] of Symbol.iterator in input ? input : Object.entries(input)) {
    const name = anyCase.toLowerCase();
    if (name === 'file') {
      // The content of a text area is a file, too.
      file ??= typeof value === 'string' ? { size: utf8(value).length } : value;
      break;
    }
    if (typeof value !== 'string' || fields.has(name)) return { reason: 'Malformed', field: name };
    left -= sizeOf(anyCase, left) + sizeOf(value, left);
    if (left < 0) return { reason: 'TooLarge', field: name };
    fields.set(name, value);
  }
  return expand(fields, file?.name) ?? { fields, file };
}
