import { expect, expectTypeOf, test } from 'vitest';
import {
  type BankDocument,
  BankDocumentSchema,
  KINDS,
  type Kind,
  type PublishedQuestion,
  PublishedQuestionSchema,
  SCHEMA_VERSION,
} from '../src/index.ts';
import { issues } from './support/issues.ts';

const text = { markdown: 'text', html: '<p>text</p>' };
const shared: Omit<Extract<PublishedQuestion, { kind: 'recall' }>, 'kind' | 'answer'> = {
  id: 'a-question',
  revision: 1,
  topic: 'a-topic',
  tasks: ['dva-c02/3.4'],
  difficulty: 2,
  pool: 'practice',
  status: 'current',
  reviewed: true,
  url: 'https://notebank.example/q/a-question/',
  sources: [{ title: 'A page', url: 'https://docs.aws.amazon.com/', checked: '2026-11-21' }],
  stem: text,
};
const option = (id: string, correct: boolean) => ({ id, correct, text, rationale: text });

const questions: Readonly<Record<Kind, PublishedQuestion>> = {
  choice: { ...shared, kind: 'choice', choose: 1, shuffle: 'all', options: [option('a', true), option('b', false)] },
  cloze: { ...shared, kind: 'cloze', deletions: [{ number: 1, text }] },
  recall: { ...shared, kind: 'recall', answer: text },
  order: {
    ...shared,
    kind: 'order',
    steps: [
      { id: '1', text },
      { id: '2', text },
    ],
    surplus: [],
  },
  match: {
    ...shared,
    kind: 'match',
    columns: [text, text],
    pairs: [
      { id: '1', left: text, right: text },
      { id: '2', left: text, right: text },
    ],
    surplus: [],
  },
  numeric: { ...shared, kind: 'numeric', answer: { value: 1, tolerance: 0, unit: '' }, mistakes: [] },
};

const document = {
  $schema: 'https://notebank.example/api/v1/bank.schema.json',
  schemaVersion: 1,
  bank: {
    id: 'notebank-aws',
    title: 'Notebank',
    version: '1.0.0',
    site: 'https://notebank.example/',
    attribution: 'Notebank, CC BY 4.0',
    licence: { id: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  },
  date: '2026-11-21',
  questions: Object.values(questions),
};

test('a document with a question of every kind', () => {
  expect(BankDocumentSchema.parse(document)).toEqual(document);
});

test('the version of the document is 1: a new one is a new document', () => {
  expect(SCHEMA_VERSION).toBe(1);
  expect(issues(BankDocumentSchema, { ...document, schemaVersion: 2 })).toEqual([
    expect.stringMatching(/^schemaVersion: /),
  ]);
});

test.each(KINDS)('a %s question has no key besides its own', (kind) => {
  expect(issues(PublishedQuestionSchema, { ...questions[kind], extra: 1 })).toEqual([': Unrecognized key: "extra"']);
});

test.each(KINDS)('a %s question has its text in both forms', (kind) => {
  expect(issues(PublishedQuestionSchema, { ...questions[kind], stem: { markdown: 'text' } })).toEqual([
    expect.stringMatching(/^stem\.html: /),
  ]);
});

test('types: the kind decides', () => {
  expectTypeOf<BankDocument['questions'][number]>().toEqualTypeOf<PublishedQuestion>();
  type Choice = Extract<PublishedQuestion, { kind: 'choice' }>;
  expectTypeOf<Choice['options'][number]['correct']>().toEqualTypeOf<boolean>();
  expectTypeOf<PublishedQuestion['reason']>().toEqualTypeOf<string | undefined>();
});
