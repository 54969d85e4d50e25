import fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import {
  type BankIdentity,
  BankIdentitySchema,
  type Exam,
  ExamSchema,
  GlossaryFileSchema,
  LockLineSchema,
  type Topic,
  TopicsFileSchema,
} from '../src/index.ts';
import { issues } from './support/issues.ts';

const source = { title: 'A page', url: 'https://docs.aws.amazon.com/', checked: '2026-11-21' };

const identity = {
  id: 'notebank-aws',
  title: 'Notebank',
  deckRoot: 'Notebank AWS',
  baseMs: 1_790_000_000_000,
  site: 'https://notebank.example',
  repository: 'https://github.com/notebank/notebank',
  licence: { id: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  attribution: 'Notebank, CC BY 4.0',
  contact: 'the maintainers',
  reports: 'https://github.com/notebank/notebank/issues/new',
};

test('the identity of a bank, with its defaults', () => {
  expect(BankIdentitySchema.parse(identity)).toEqual({
    ...identity,
    base: '/',
    branch: 'main',
    contentPath: 'content',
    counts: {},
  });
});

test.each([
  ['id', 'Notebank', 'expected lower-case words joined by hyphens or dots'],
  ['deckRoot', 'A::B', 'expected a name without `:` and `"`'],
  ['site', 'http://notebank.example', 'expected an https address'],
  ['base', 'notes/', 'expected a path that begins and ends with `/`'],
  ['base', '/notes', 'expected a path that begins and ends with `/`'],
  ['base', '//', 'expected a path that begins and ends with `/`'],
])('%s: "%s" is refused', (key, value, message) => {
  expect(issues(BankIdentitySchema, { ...identity, [key]: value })).toEqual([`${key}: ${message}`]);
});

test.each(['/', '/notes/', '/a/b/c/'])('%s is a base path', (base) => {
  expect(issues(BankIdentitySchema, { ...identity, base })).toEqual([]);
});

test('ids of Anki notes are counted from milliseconds, not seconds', () => {
  expect(issues(BankIdentitySchema, { ...identity, baseMs: 1_790_000_000 })).toHaveLength(1);
});

const domain = (id: string, weight: number) => ({
  id,
  title: `Domain ${id}`,
  weight,
  tasks: [{ id: `${id}.1`, title: 'A task' }],
});
const exam = {
  id: 'dva-c02',
  code: 'DVA-C02',
  title: 'AWS Certified Developer - Associate',
  short: 'Developer',
  level: 'associate',
  items: 65,
  scored: 50,
  minutes: 130,
  passingScore: 720,
  checked: '2026-11-21',
  sources: [source],
  domains: [domain('1', 60), domain('2', 40)],
};

test('a blueprint, with its defaults', () => {
  expect(ExamSchema.parse(exam)).toMatchObject({
    unverified: [],
    outOfScope: [],
    domains: [{ tasks: [{ skills: [] }] }, {}],
  });
});

test('weights add up to 100', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(weights, (list) => {
      const sum = list.reduce((a, b) => a + b, 0);
      const domains = list.map((weight, index) => domain(String(index + 1), weight));
      const expected = sum === 100 ? [] : [`domains: expected weights that add up to 100, got ${sum}`];
      expect(issues(ExamSchema, { ...exam, domains })).toEqual(expected);
    }),
  );
});

test('a task belongs to its domain', () => {
  const stray = { ...domain('2', 40), tasks: [{ id: '1.9', title: 'A task' }] };
  expect(issues(ExamSchema, { ...exam, domains: [domain('1', 60), stray] })).toEqual([
    'domains.1.tasks.0.id: expected a task id that begins with `2.`',
  ]);
});

test('no more items count than the form has', () => {
  expect(issues(ExamSchema, { ...exam, scored: 66 })).toEqual(['scored: expected at most 65, the items in the form']);
});

test('topics have an area and an exam; a key too many is told', () => {
  const topic = { id: 'a-topic', title: 'A topic', area: 'an-area', exams: ['dva-c02'] };
  const areas = [{ id: 'an-area', title: 'An area' }];
  expect(TopicsFileSchema.parse({ areas, topics: [topic] }).topics).toEqual([
    { ...topic, retired: false, questions: true },
  ]);
  expect(issues(TopicsFileSchema, { areas, topics: [{ ...topic, exams: [] }] })).toHaveLength(1);
  expect(issues(TopicsFileSchema, { areas, topics: [{ ...topic, order: 1 }] })).toEqual([
    'topics.0: Unrecognized key: "order"',
  ]);
  expect(issues(TopicsFileSchema, { areas: [], topics: [] })).toHaveLength(1);
});

test('a term has a definition', () => {
  expect(GlossaryFileSchema.parse({ terms: [{ term: 'KMS', definition: 'Keys.' }] }).terms[0]?.aliases).toEqual([]);
  expect(issues(GlossaryFileSchema, { terms: [{ term: 'KMS' }] })).toHaveLength(1);
});

test('a line of the lock', () => {
  const hash = '0'.repeat(64);
  const line = { id: 'a', kind: 'choice', revision: 1, status: 'current', answerHash: hash, noteHash: hash, mod: 0 };
  expect(LockLineSchema.parse(line)).toEqual(line);
  expect(issues(LockLineSchema, { ...line, answerHash: hash.toUpperCase().replaceAll('0', 'A') })).toEqual([
    'answerHash: expected 64 hexadecimal digits',
  ]);
  expect(issues(LockLineSchema, { ...line, mod: -1 })).toHaveLength(1);
});

test('types', () => {
  expectTypeOf<BankIdentity['base']>().toEqualTypeOf<string>();
  expectTypeOf<Exam['domains'][number]['tasks'][number]['skills']>().toEqualTypeOf<string[]>();
  expectTypeOf<Topic['retired']>().toEqualTypeOf<boolean>();
});
