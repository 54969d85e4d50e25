import fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import {
  KINDS,
  type Kind,
  type NoteFrontMatter,
  type NoteFrontMatterInput,
  NoteFrontMatterSchema,
  type QuestionFrontMatter,
  type QuestionFrontMatterInput,
  QuestionFrontMatterSchema,
} from '../src/index.ts';
import { issues } from './support/issues.ts';

const source = { title: 'A page', url: 'https://docs.aws.amazon.com/', checked: '2026-11-21' };
const shared = {
  id: 'a-question',
  topic: 'a-topic',
  tasks: ['dva-c02/3.4'],
  difficulty: 2,
  revision: 1,
  sources: [source],
};
const note = {
  title: 'A note',
  summary: 'What the reader can decide.',
  tasks: ['dva-c02/3.4'],
  sources: [source],
  reviewed: '2026-11-21',
};

/** The least that each kind asks for. */
const least: Readonly<Record<Kind, QuestionFrontMatterInput>> = {
  choice: { ...shared, kind: 'choice' },
  cloze: { ...shared, kind: 'cloze' },
  recall: { ...shared, kind: 'recall' },
  order: { ...shared, kind: 'order' },
  match: { ...shared, kind: 'match' },
  numeric: { ...shared, kind: 'numeric', answer: { value: 2 } },
};

test.each(KINDS)('a %s question needs little, defaults fill the rest', (kind) => {
  expect(QuestionFrontMatterSchema.parse(least[kind])).toMatchObject({
    kind,
    pool: 'practice',
    status: 'current',
    reviews: [],
  });
});

test('what a kind alone has, has its defaults too', () => {
  expect(QuestionFrontMatterSchema.parse(least.choice)).toMatchObject({ shuffle: 'all' });
  expect(QuestionFrontMatterSchema.parse(least.numeric)).toMatchObject({
    answer: { value: 2, tolerance: 0, unit: '' },
    mistakes: [],
  });
});

test('a parsed question parses to itself', () => {
  for (const kind of KINDS) {
    const parsed = QuestionFrontMatterSchema.parse(least[kind]);
    expect(QuestionFrontMatterSchema.parse(parsed)).toEqual(parsed);
  }
});

test.each(KINDS)('a %s question takes no key that it does not know', (kind) => {
  fc.assert(
    fc.property(fc.stringMatching(/^x[a-z]{1,9}$/), (key) => {
      expect(issues(QuestionFrontMatterSchema, { ...least[kind], [key]: 1 })).toEqual([`: Unrecognized key: "${key}"`]);
    }),
  );
});

test.each(['id', 'topic', 'tasks', 'difficulty', 'revision', 'sources'] as const)('%s cannot be left out', (key) => {
  for (const kind of KINDS) {
    const { [key]: _, ...rest } = least[kind];
    expect(issues(QuestionFrontMatterSchema, rest)).toEqual([expect.stringMatching(new RegExp(`^${key}: `))]);
  }
});

test.each([
  [{ kind: 'quiz' }, 'kind: '],
  [{ kind: undefined }, 'kind: '],
  [{ difficulty: 0 }, 'difficulty: '],
  [{ difficulty: 4 }, 'difficulty: '],
  [{ difficulty: 1.5 }, 'difficulty: '],
  [{ revision: 0 }, 'revision: '],
  [{ revision: '1' }, 'revision: '],
  [{ tasks: [] }, 'tasks: expected at least one task'],
  [{ sources: [] }, 'sources: expected at least one source'],
  [{ sources: [{ ...source, url: 'http://docs.aws.amazon.com/' }] }, 'sources.0.url: expected an https address'],
  [{ sources: [{ ...source, checked: '2026-02-30' }] }, 'sources.0.checked: expected a day that exists'],
  [{ sources: [{ title: 'A page', url: source.url }] }, 'sources.0.checked: '],
  [{ pool: 'exam' }, 'pool: '],
  [{ status: 'old' }, 'status: '],
  [{ shuffle: 'some' }, 'shuffle: '],
  [{ reviews: [{ by: 'x', date: '2026-11-21', revision: 0, agreed: true }] }, 'reviews.0.revision: '],
  [{ reviews: [{ by: 'x', date: '2026-11-21', revision: 1 }] }, 'reviews.0.agreed: '],
])('%j is refused at its place', (change, place) => {
  const found = issues(QuestionFrontMatterSchema, { ...least.choice, ...change });
  expect(found).toHaveLength(1);
  expect(found[0]?.startsWith(place), found[0]).toBe(true);
});

test('a numeric question needs a finite value, and no negative tolerance', () => {
  const numeric = (answer: unknown) => issues(QuestionFrontMatterSchema, { ...least.numeric, answer });
  expect(numeric({ value: 0.1, tolerance: 0, unit: 'RCU' })).toEqual([]);
  expect(numeric({ value: Number.NaN })).toHaveLength(1);
  expect(numeric({ value: Number.POSITIVE_INFINITY })).toHaveLength(1);
  expect(numeric({ value: 1, tolerance: -1 })).toEqual([expect.stringMatching(/^answer\.tolerance: /)]);
  expect(numeric({})).toEqual([expect.stringMatching(/^answer\.value: /)]);
});

test('a retired question says why and since when, each told apart', () => {
  const retired = { ...least.choice, status: 'retired' };
  expect(issues(QuestionFrontMatterSchema, retired)).toEqual([
    'reason: expected `reason` beside `status: retired`',
    'since: expected `since` beside `status: retired`',
  ]);
  expect(issues(QuestionFrontMatterSchema, { ...retired, reason: 'Wrong key.' })).toEqual([
    'since: expected `since` beside `status: retired`',
  ]);
  expect(issues(QuestionFrontMatterSchema, { ...retired, reason: 'Wrong key.', since: '2026-11' })).toEqual([]);
  expect(issues(QuestionFrontMatterSchema, { ...retired, status: 'historic' })).toEqual([]);
});

test('a note needs little, defaults fill the rest', () => {
  expect(NoteFrontMatterSchema.parse(note)).toEqual({
    ...note,
    services: [],
    aliases: [],
    errors: [],
    status: 'current',
  });
});

test('a note says since when and by what it was replaced only when it was', () => {
  const fields = { since: '2024-07', successor: 'another-topic' };
  for (const status of ['renamed', 'closed', 'retired'])
    expect(issues(NoteFrontMatterSchema, { ...note, ...fields, status })).toEqual([]);
  expect(issues(NoteFrontMatterSchema, { ...note, ...fields })).toEqual([
    'since: expected no `since` beside `status: current`',
    'successor: expected no `successor` beside `status: current`',
  ]);
});

test('a summary fits a search result', () => {
  const summary = (length: number) => issues(NoteFrontMatterSchema, { ...note, summary: 'x'.repeat(length) });
  expect([summary(19).length, summary(20).length, summary(200).length, summary(201).length]).toEqual([1, 0, 0, 1]);
});

test('nothing that is no object is front matter', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      fc.pre(typeof value !== 'object' || value === null || Array.isArray(value));
      expect(NoteFrontMatterSchema.safeParse(value).success).toBe(false);
      expect(QuestionFrontMatterSchema.safeParse(value).success).toBe(false);
    }),
  );
});

test('types: what authors may leave out is there after parsing', () => {
  expectTypeOf<QuestionFrontMatterInput['pool']>().toEqualTypeOf<'practice' | 'mock' | undefined>();
  expectTypeOf<QuestionFrontMatter['pool']>().toEqualTypeOf<'practice' | 'mock'>();
  expectTypeOf<NoteFrontMatterInput['aliases']>().toEqualTypeOf<string[] | undefined>();
  expectTypeOf<NoteFrontMatter['aliases']>().toEqualTypeOf<string[]>();
  expectTypeOf<NoteFrontMatter['since']>().toEqualTypeOf<string | undefined>();
});

test('types: the kind decides what else there is', () => {
  expectTypeOf<QuestionFrontMatter['kind']>().toEqualTypeOf<Kind>();
  type Of<K extends Kind> = Extract<QuestionFrontMatter, { kind: K }>;
  expectTypeOf<Of<'choice'>['shuffle']>().toEqualTypeOf<'all' | 'except-last' | 'none'>();
  expectTypeOf<Of<'numeric'>['answer']>().toEqualTypeOf<{ value: number; tolerance: number; unit: string }>();
  expectTypeOf<Of<'cloze'>>().not.toHaveProperty('shuffle');
  expectTypeOf<Of<'recall'>>().not.toHaveProperty('answer');
});
