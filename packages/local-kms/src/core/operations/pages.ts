import { fromBase64, toBase64 } from '../bytes.ts';
import { Fault } from '../fault.ts';
import type { Shape } from '../shapes.ts';

export interface PageInput {
  /** 1 to 1,000. */
  readonly Limit?: number | undefined;
  readonly Marker?: string | undefined;
}

export interface PageOutput {
  readonly Truncated: boolean;
  /** With `Truncated`: where the next page begins. */
  readonly NextMarker?: string;
}

export const LIMIT = { type: 'integer', min: 1, max: 1000 } as const satisfies Shape;
export const MARKER = { type: 'string', min: 1, max: 1024, pattern: '^[\\u0020-\\u00FF]*$' } as const satisfies Shape;

/** The last name of the page before. */
function readMarker(marker: string): string {
  const bytes = fromBase64(marker);
  if (bytes === undefined) throw new Fault('InvalidMarkerException', 'Could not deserialize marker.');
  return new TextDecoder().decode(bytes);
}

/**
 * A page in the order of names: it stays right while entries come and go between pages.
 *
 * @param usual - Entries when no `Limit` is given.
 */
export function page<T>(
  all: Iterable<T>,
  nameOf: (entry: T) => string,
  { Limit, Marker }: PageInput,
  usual: number,
): readonly [entries: readonly T[], output: PageOutput] {
  const after = Marker === undefined ? '' : readMarker(Marker);
  const rest = [...all].filter((entry) => nameOf(entry) > after).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const entries = rest.slice(0, Limit ?? usual);
  const last = entries.at(-1);
  if (entries.length === rest.length || last === undefined) return [entries, { Truncated: false }];
  return [entries, { Truncated: true, NextMarker: toBase64(new TextEncoder().encode(nameOf(last))) }];
}
