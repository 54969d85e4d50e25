import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Question, readBank } from '@notebank/question-bank';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { APP, describeSite } from './e2e/support/site.ts';

/** Letters and digits alone, so that text reads alike in Markdown, HTML, JSON and an index. */
function letters(text: string): string {
  return text
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:#x?)?\w+;|\\[ntur](?:[\da-f]{4})?/gi, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** What a file holds, also inside gzip and zip. */
function contents(name: string, bytes: Uint8Array): string[] {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return contents(name, gunzipSync(bytes));
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    return Object.entries(unzipSync(bytes)).flatMap(([inner, data]) => contents(inner, data));
  }
  return /\.(?:woff2|png|jpg|webp|wasm)$/.test(name) ? [] : [Buffer.from(bytes).toString('utf8')];
}

/** Sixty letters out of a stem: enough to tell questions apart. */
function stemOf({ stem }: Question): string {
  const prose = stem.replaceAll(/```[\s\S]*?```|\]\([^)]*\)|\{\{[^}]*\}\}/g, '\n');
  const longest = prose
    .split('\n')
    .map(letters)
    .reduce((one, other) => (other.length > one.length ? other : one), '');
  return longest.slice(0, 60);
}

describeSite('what the built site must not give away', async (site) => {
  const bank = await readBank(join(APP, '../../content'));
  const files = site.files('**/*.*').map((path) => {
    const texts = contents(path, readFileSync(join(site.folder, path)));
    return { path, text: texts.join('\n'), letters: letters(texts.join('\n')) };
  });
  const holding = (question: Question): string[] => {
    const stem = stemOf(question);
    return files
      .filter(({ text, letters }) => text.includes(question.id) || letters.includes(stem))
      .map(({ path }) => path);
  };
  const questions = [...bank.questions.values()];

  it('finds practice questions by the words of their stems, so that the next test can fail', () => {
    const practice = questions.filter(({ pool, status }) => pool === 'practice' && status === 'current');
    const missed = practice.filter((question) => {
      const stem = stemOf(question);
      return !files.some(({ path, letters }) => path === `q/${question.id}/index.html` && letters.includes(stem));
    });
    expect(missed.map(({ id, path }) => `${id} ${path}`)).toEqual([]);
    const indexed = files.filter(({ path }) => path.endsWith('.pf_fragment')).map(({ letters }) => letters);
    expect(
      practice.filter((question) => indexed.some((text) => text.includes(stemOf(question)))).length,
    ).toBeGreaterThan(practice.length / 2);
  });

  it('holds no question that is kept for mock exams: not in pages, search, data or decks', () => {
    const mock = questions.filter(({ pool }) => pool === 'mock');
    expect(mock.length).toBeGreaterThan(0);
    expect(mock.flatMap((question) => holding(question).map((path) => `${question.id}: ${path}`))).toEqual([]);
  });

  it('names no folder of the machine that built it', () => {
    const root = join(APP, '../..');
    expect(files.filter(({ text }) => text.includes(`${root}/`)).map(({ path }) => path)).toEqual([]);
  });
});
