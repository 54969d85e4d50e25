import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { type Bundle, bundleElements } from './site.ts';

/** Bytes, gzip -9. A ceiling moves in the commit that moves it, with its reason. */
const CEILINGS = { element: 6000, remote: 5000, css: 4000 };

let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundleElements();
});

const gzipped = (bytes: Uint8Array): number => gzipSync(bytes, { level: 9 }).length;

function total(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + gzipped(bundle.files.get(name) ?? new Uint8Array()), 0);
}

it('brings a quiz to life with at most 6 kB', () => {
  expect(total(bundle.initial)).toBeLessThanOrEqual(CEILINGS.element);
});

it('loads what renders a fetched bank on demand only, at most 5 kB', () => {
  const later = [...bundle.files.keys()].filter((name) => !bundle.initial.includes(name));
  expect(later).toHaveLength(1);
  expect(total(later)).toBeLessThanOrEqual(CEILINGS.remote);
});

it('styles questions with at most 4 kB', () => {
  expect(gzipped(readFileSync(join(import.meta.dirname, '../../quiz/css/quiz.css')))).toBeLessThanOrEqual(CEILINGS.css);
});
