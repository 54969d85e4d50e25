import { join } from 'node:path';
import { KINDS } from '@notebank/content-schema';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bank, deckQuestions, isReviewed, loadBank } from '../src/index.ts';

const CONTENT = join(import.meta.dirname, '../../../content');

describe('the bank of this repository', () => {
  let bank: Bank;

  beforeAll(async () => {
    const result = await loadBank(CONTENT);
    expect({ errors: result.errors, warnings: result.warnings }).toEqual({ errors: 0, warnings: 0 });
    bank = result.bank;
  });

  test('keeps the identity that every Anki note hangs on', () => {
    // Another id gives every reader a second copy of every note, another root a second tree of decks.
    const { id, deckRoot, baseMs } = bank.identity;
    expect({ id, deckRoot, baseMs }).toEqual({
      id: 'notebank-aws',
      deckRoot: 'Notebank AWS',
      baseMs: 1_790_000_000_000,
    });
  });

  test('uses every kind, and lists topics that have no note yet', () => {
    const kinds = new Set([...bank.questions.values()].map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([...KINDS].sort());
    expect(bank.topics.size).toBe(217);
    expect([...bank.notes.keys()].every((id) => bank.topics.has(id))).toBe(true);
  });

  test('hands out reviewed questions for practice only', () => {
    const decked = deckQuestions(bank);
    expect(decked.length).toBeGreaterThanOrEqual(100);
    for (const question of decked) {
      expect(question.pool).toBe('practice');
      expect(question.status !== 'current' || isReviewed(question)).toBe(true);
    }
  });
});
