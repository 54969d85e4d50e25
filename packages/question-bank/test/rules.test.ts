import { describe, expect, test } from 'vitest';
import { loadBank, memoryFiles, toJsonMessages } from '../src/index.ts';
import { type RuleExample, rules } from '../src/rules/index.ts';
import { BASE_FILES, examplePath, wrapBody } from './support/example-bank.ts';

/** Messages of the bank that an example describes. */
async function messagesOf(example: RuleExample, version: 'bad' | 'good', rule: string) {
  const kind = example.kind ?? 'choice';
  const front = version === 'bad' ? example.front : example.goodFront;
  const text = wrapBody(example[version], kind, front);
  // A character that only stands for "bytes that are no text".
  const bytes = example[version] === '\uFFFD' ? new Uint8Array([0x2d, 0xff, 0xfe]) : text;
  // What a file of the example breaks, `good` mends by leaving it out.
  const breaksByFile = version === 'good' && (rule === 'stray-file' || rule === 'bank-files');
  const files = { ...BASE_FILES, ...(breaksByFile ? {} : example.files), [examplePath(kind)]: bytes };
  const result = await loadBank(memoryFiles(files), { today: '2026-11-21' });
  return toJsonMessages(result.files);
}

describe('every rule', () => {
  for (const rule of rules) {
    describe(rule.id, () => {
      test('speaks, alone, about its bad example', async () => {
        const messages = await messagesOf(rule.example, 'bad', rule.id);
        expect(messages.map((message) => message.rule)).toEqual([rule.id]);
        expect(messages[0]?.message).toBe(rule.example.message);
        expect(messages[0]?.mend).toBeTruthy();
        expect(messages[0]?.url).toBe(`https://example.org/contributing/rules/${rule.id}/`);
      });
      test('and nobody about its good one', async () => {
        expect(await messagesOf(rule.example, 'good', rule.id)).toEqual([]);
      });
    });
  }
  test('is named as its file and described', () => {
    expect(rules.map((rule) => rule.id)).toEqual([...rules.map((rule) => rule.id)].sort());
    for (const rule of rules) {
      expect(rule.summary).toMatch(/\.$/);
      expect(rule.why.length).toBeGreaterThan(40);
    }
  });
});
