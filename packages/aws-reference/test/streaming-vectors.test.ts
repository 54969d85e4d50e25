import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { CHUNK_CASES, chunkCases, EVENT_CASES, eventCases, type StreamingCase } from './support/streaming-kat.ts';

const vectors = process.env.NOTEBANK_VECTORS;
const folder = join(vectors ?? '', 'sigv4/kat');

describe.skipIf(!vectors).each<[string, (folder: string) => StreamingCase[], number]>([
  ['chunks', chunkCases, CHUNK_CASES],
  ['event stream', eventCases, EVENT_CASES],
])('the vectors of %s', (_, read, count) => {
  it(`are ${count}, and all hold`, () => {
    const cases = read(folder);
    expect(cases.map(({ name, actual }) => ({ name, value: actual }))).toEqual(
      cases.map(({ name, expected }) => ({ name, value: expected })),
    );
    expect(cases).toHaveLength(count);
  });
});
