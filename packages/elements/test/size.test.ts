import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { type Bundle, bundleElements } from './site.ts';

/** Bytes, gzip -9. A ceiling moves in the commit that moves it, with its reason. */
const CEILINGS = {
  element: 6000,
  remote: 5000,
  css: 4000,
  lab: 21_500,
  repair: 16_000,
  envelope: 5600,
  envelopeEngine: 47_000,
  labCss: 3000,
  sigv4Css: 1400,
  envelopeCss: 2700,
};

let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundleElements();
});

let lab: Bundle;
beforeAll(async () => {
  lab = await bundleElements('src/labs/sigv4/define.ts');
});

let envelope: Bundle;
beforeAll(async () => {
  envelope = await bundleElements('src/labs/envelope/define.ts');
});

const gzipped = (bytes: Uint8Array): number => gzipSync(bytes, { level: 9 }).length;

function total(names: readonly string[], { files } = bundle): number {
  return names.reduce((sum, name) => sum + gzipped(files.get(name) ?? new Uint8Array()), 0);
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

it('signs in a lab of at most 21.5 kB, the signer and its hash included', () => {
  expect(total(lab.initial, lab)).toBeLessThanOrEqual(CEILINGS.lab);
});

it('loads verification and diagnosis only with the first request to repair, at most 16 kB', () => {
  const later = [...lab.files.keys()].filter((name) => !lab.initial.includes(name));
  expect(later).toHaveLength(1);
  expect(total(later, lab)).toBeLessThanOrEqual(CEILINGS.repair);
});

it('brings the lab of envelope encryption to life with at most 5.6 kB', () => {
  expect(total(envelope.initial, envelope)).toBeLessThanOrEqual(CEILINGS.envelope);
});

it('loads the library and the KMS with the first touch of that lab only, at most 47 kB', () => {
  const later = [...envelope.files.keys()].filter((name) => !envelope.initial.includes(name));
  expect(later).toHaveLength(1);
  expect(total(later, envelope)).toBeLessThanOrEqual(CEILINGS.envelopeEngine);
});

it.each([
  ['labs', CEILINGS.labCss],
  ['sigv4-lab', CEILINGS.sigv4Css],
  ['envelope-lab', CEILINGS.envelopeCss],
])('styles with %s.css, at most %d bytes', (name, ceiling) => {
  expect(gzipped(readFileSync(join(import.meta.dirname, `../css/${name}.css`)))).toBeLessThanOrEqual(ceiling);
});
