import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NumericQuestion } from '../src/bank.ts';
import { fromJson, toJson } from '../src/export/index.ts';
import { publishQuestion } from '../src/render/publish.ts';
import { bankOf, generateBank } from './support/generate-bank.ts';

const OPTIONS = { version: '1.2.3', date: '2026-11-21' };
const small = generateBank({ questions: 12, seed: 4 });
const json = toJson(small, OPTIONS);

describe('JSON', () => {
  it('brings 2,000 questions of all kinds back whole', { timeout: 120_000 }, () => {
    const bank = generateBank({ questions: 2000, seed: 12 });
    const { document, problems } = fromJson(toJson(bank, OPTIONS));
    expect(problems).toEqual([]);
    expect(document?.questions.map(({ id }) => id)).toEqual([...bank.questions.keys()]);
    // Rendering is slow, so that HTML is compared for each tenth only; Markdown and the rest for all.
    for (const [index, question] of [...bank.questions.values()].entries()) {
      const read = document?.questions[index];
      if (index % 10 === 0) expect(read).toEqual(publishQuestion(bank, question));
      expect(read).toMatchObject({
        kind: question.kind,
        revision: question.revision,
        stem: { markdown: question.stem },
      });
    }
  });

  it('is the same text for the same bank, whatever order keys had', () => {
    expect(toJson(generateBank({ questions: 12, seed: 4 }), OPTIONS)).toBe(json);
    const [numeric] = [...generateBank({ questions: 1, kinds: ['numeric'] }).questions.values()] as NumericQuestion[];
    const { value, tolerance, unit } = (numeric as NumericQuestion).answer;
    const turned = { ...(numeric as NumericQuestion), answer: { unit, tolerance, value } };
    expect(toJson(bankOf([turned]), OPTIONS)).toBe(toJson(bankOf([numeric as NumericQuestion]), OPTIONS));
  });

  it('begins with its schema, version, bank and date', () => {
    expect(Object.keys(JSON.parse(json))).toEqual(['$schema', 'schemaVersion', 'bank', 'date', 'questions']);
    expect(json.endsWith('}\n')).toBe(true);
  });
});

describe('a faulty document', () => {
  const edited = (edit: (document: { questions: Record<string, unknown>[]; [key: string]: unknown }) => void) => {
    const document = JSON.parse(json);
    edit(document);
    return fromJson(JSON.stringify(document)).problems;
  };

  it.each([
    ['{"a": 1,}', 'text that is no JSON at line 1, column 9'],
    ['{\n  "a": "b\n', 'text that is no JSON at line 2, column 10'],
    ['', 'text that is no JSON at line 1, column 1'],
  ])('%j is told by line and column', (text, found) => {
    expect(fromJson(text).problems).toEqual([expect.objectContaining({ pointer: '', found })]);
  });

  it('tells the pointer of what is wrong', () => {
    expect(edited((document) => Object.assign(document.questions[3] ?? {}, { revision: 'x' }))).toEqual([
      { pointer: '/questions/3/revision', found: '"x"', expected: expect.stringContaining('number') },
    ]);
    expect(edited((document) => Object.assign(document.questions[2] ?? {}, { kind: 'essay' }))[0]).toMatchObject({
      pointer: '/questions/2/kind',
      found: '"essay"',
    });
    expect(edited((document) => delete document.date)).toEqual([
      { pointer: '/date', found: 'nothing', expected: expect.stringContaining('string') },
    ]);
  });

  it('tells ids used twice and counts that do not agree', () => {
    const choice = JSON.parse(json).questions.findIndex(({ kind }: { kind: string }) => kind === 'choice');
    expect(edited(({ questions }) => questions.push(questions[0] ?? {}))).toEqual([
      {
        pointer: '/questions/12/id',
        found: `"${JSON.parse(json).questions[0].id}" a second time`,
        expected: 'an id of its own: /questions/0 has this one',
      },
    ]);
    expect(edited(({ questions }) => Object.assign(questions[choice] ?? {}, { choose: 9 }))).toMatchObject([
      { pointer: `/questions/${choice}/choose`, found: '9' },
    ]);
  });

  it('is never half a document: cut or mangled text gives it whole or tells a problem', () => {
    fc.assert(
      fc.property(fc.nat(json.length - 3), (length) => {
        const { document, problems } = fromJson(json.slice(0, length));
        expect(document).toBeUndefined();
        expect(problems.length).toBeGreaterThan(0);
      }),
    );
    fc.assert(
      fc.property(fc.nat(json.length - 1), fc.nat(20), fc.string({ unit: 'binary', maxLength: 5 }), (at, cut, put) => {
        const { document, problems } = fromJson(json.slice(0, at) + put + json.slice(at + cut));
        expect(document === undefined).toBe(problems.length > 0);
      }),
    );
  });

  it('of any value is read without an exception', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(fromJson(text).problems.length).toBeGreaterThan(0);
      }),
    );
  });
});
