import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../lib/run.ts';

type Module = typeof import('../../.vscode/extensions/notebank-front-matter/front-matter.cjs');
type Schema = Parameters<Module['complete']>[0];

const extension = join(root, '.vscode', 'extensions', 'notebank-front-matter');
const { complete, describe } = createRequire(import.meta.url)(join(extension, 'front-matter.cjs')) as Module;
const read = (name: string) =>
  JSON.parse(readFileSync(join(root, 'packages', 'content-schema', 'schemas', name), 'utf8')) as Schema;
const question = read('question.json');
const note = read('note.json');

/** Labels offered where `|` stands. */
function offered(schema: Schema, text: string): string[] {
  const at = text.indexOf('|');
  const before = text.slice(0, at).split('\n');
  const file = text.slice(0, at) + text.slice(at + 1);
  return complete(schema, file, before.length - 1, before.at(-1)?.length ?? 0).map(({ label }) => label);
}

test('keys of a question that the file lacks', () => {
  const labels = offered(question, '---\nid: a\nkind: choice\n|\ntopic: b\n---\n\nStem');
  expect(labels).toContain('shuffle');
  expect(labels).toContain('sources');
  for (const key of ['id', 'kind', 'topic', 'answer']) expect(labels).not.toContain(key);
});

test('keys of every kind while the file names none', () => {
  const labels = offered(question, '---\nid: a\n|\n---\n');
  for (const key of ['kind', 'shuffle', 'answer']) expect(labels).toContain(key);
});

test('a key is completed while it is typed', () => {
  expect(offered(note, '---\nsum|\n---\n')).toContain('summary');
});

test('values of a key', () => {
  expect(offered(question, '---\nkind: |\n---\n')).toEqual(['choice', 'cloze', 'recall', 'order', 'match', 'numeric']);
  expect(offered(question, '---\nkind: choice\nshuffle: ex|\n---\n')).toEqual(['all', 'except-last', 'none']);
  expect(offered(note, '---\nstatus: |\n---\n')).toEqual(['current', 'renamed', 'closed', 'retired']);
});

test('keys and values inside an item of a list', () => {
  const sources = '---\nsources:\n  - title: A page\n    |\n  - title: Another\n    url: https://a.example\n---\n';
  expect(offered(note, sources)).toEqual(['url', 'checked']);
  expect(offered(note, '---\nsources:\n  - |\n---\n')).toEqual(['title', 'url', 'checked']);
  expect(offered(question, '---\nkind: recall\nreviews:\n  - by: me\n    agreed: |\n---\n')).toEqual(['true', 'false']);
});

test('keys inside a map', () => {
  expect(offered(question, '---\nkind: numeric\nanswer:\n  value: 1\n  |\nsources:\n---\n')).toEqual([
    'tolerance',
    'unit',
  ]);
});

test('nothing outside of the front matter, in a list of words or in text', () => {
  for (const text of [
    '|---\n---\n',
    '---\nid: a\n---\n\n|',
    'id: |',
    '---\ntasks: [|]\n---\n',
    '---\ntitle: A |\n---\n',
  ]) {
    expect(offered(note, text), text).toEqual([]);
  }
});

test('a key tells what it means', () => {
  const text = '---\nkind: choice\nsources:\n  - title: A page\n    checked: 2026-01-01\n---\n';
  expect(describe(question, text, 1)).toBe('What the reader is asked to do. It never changes.');
  expect(describe(question, text, 4)).toMatch(/^Day on which somebody last read the fact there/);
  expect(describe(question, text, 0)).toBeUndefined();
  expect(describe(question, '---\nid: a\n---\n\nbody: text', 4)).toBeUndefined();
});

test('every file that the settings name exists', () => {
  const settings = JSON.parse(readFileSync(join(root, '.vscode', 'settings.json'), 'utf8')) as {
    readonly 'yaml.schemas': Readonly<Record<string, readonly string[]>>;
  };
  const schemas = Object.keys(settings['yaml.schemas']);
  expect(schemas.length).toBe(4);
  for (const schema of schemas) expect(readFileSync(join(root, schema), 'utf8')).toContain('$schema');
});
