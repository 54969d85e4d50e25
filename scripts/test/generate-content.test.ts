import { expect, test } from 'vitest';
import { loadBank, memoryFiles } from '../../packages/question-bank/src/index.ts';
import { type GenerateOptions, generateContent } from '../lib/generate-content.ts';

const generate = (options: GenerateOptions) => Object.fromEntries(generateContent(options));

test('a generated bank is valid, whole and of the size asked for', async () => {
  const files = generate({ notes: 40, questions: 300, questionBytes: 2048, seed: 7 });
  const { bank, errors, files: problems } = await loadBank(memoryFiles(files));
  expect(problems.flatMap(({ messages }) => messages.map(String))).toEqual([]);
  expect([bank.notes.size, bank.questions.size, errors]).toEqual([40, 300, 0]);
  const kinds = new Set([...bank.questions.values()].map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(['choice', 'cloze', 'match', 'numeric', 'order', 'recall']);
  const sizes = Object.entries(files).filter(([path]) => path.startsWith('questions/'));
  for (const [path, text] of sizes) {
    expect(text.length, path).toBeGreaterThanOrEqual(2048);
    expect(text.length, path).toBeLessThan(3500);
  }
});

test('a seed gives the same bytes, another seed gives others', () => {
  const options = { notes: 3, questions: 9, seed: 5 };
  expect(generate(options)).toEqual(generate(options));
  expect(generate(options)).not.toEqual(generate({ ...options, seed: 6 }));
});
