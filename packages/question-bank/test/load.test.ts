import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BankError, loadBank, memoryFiles, readBank, toJsonMessages } from '../src/index.ts';
import { CHOICE } from '../src/rules/sample.ts';
import { BASE_FILES, wrapBody } from './support/example-bank.ts';

const TODAY = { today: '2026-11-21' };
const PATH = 'questions/example-topic/example-question.md';

function bankWith(files: Readonly<Record<string, string | Uint8Array>>) {
  return loadBank(memoryFiles({ ...BASE_FILES, ...files }), TODAY);
}

describe('loadBank', () => {
  test('reads a question with the Markdown of its parts', async () => {
    const { bank, errors } = await bankWith({ [PATH]: wrapBody(CHOICE, 'choice') });
    expect(errors).toBe(0);
    expect(bank.questions.get('example-question')).toMatchObject({
      kind: 'choice',
      path: PATH,
      stem: 'Which file holds the build commands of a project?',
      options: [
        {
          id: 'a',
          correct: true,
          text: 'The file `buildspec.yml`',
          rationale: 'CodeBuild looks for it at the root of the source.',
        },
        { id: 'b', correct: false, text: 'The file `appspec.yml`' },
        { id: 'c', correct: false },
        { id: 'd', correct: false },
      ],
    });
  });

  test('takes a checkbox off an option that begins with a code span', async () => {
    const body = CHOICE.replace('The file `buildspec.yml`', '`buildspec.yml`, at the root');
    const { bank, errors } = await bankWith({ [PATH]: wrapBody(body, 'choice') });
    expect(errors).toBe(0);
    expect(bank.questions.get('example-question')).toMatchObject({
      options: [{ text: '`buildspec.yml`, at the root' }, {}, {}, {}],
    });
  });

  test('keeps blocks inside options and rationales', async () => {
    const body = CHOICE.replace(
      'The file `buildspec.yml`\n  > CodeBuild looks for it at the root of the source.',
      'This one:\n\n  ```yaml\n  version: 0.2\n    nested: true\n  ```\n\n  > First line\n  > second line\n  >\n  > - a list',
    );
    const { bank, errors } = await bankWith({ [PATH]: wrapBody(body, 'choice') });
    expect(errors).toBe(0);
    expect(bank.questions.get('example-question')).toMatchObject({
      options: [
        {
          text: 'This one:\n\n```yaml\nversion: 0.2\n  nested: true\n```',
          rationale: 'First line\nsecond line\n\n- a list',
        },
        {},
        {},
        {},
      ],
    });
  });

  test('reports problems of all files together, with their lines', async () => {
    const { files, errors } = await bankWith({
      'questions/example-topic/one.md': wrapBody(
        CHOICE.replace('- [x]', '- [ ]'),
        'choice',
        'id: one\ntasks: [dva-c02/1.1]',
      ),
      'questions/example-topic/two.md': 'no front matter',
      'questions/other-topic/three.md': wrapBody(
        CHOICE.replace('the build commands', 'hooks of a deployment'),
        'choice',
        'id: three',
      ),
      'notes/example-area/unknown.md': wrapBody('Text.', 'note'),
    });
    const found = toJsonMessages(files).map(({ path, line, rule }) => `${path}:${line} ${rule}`);
    expect(found).toEqual([
      'notes/example-area/unknown.md:2 topic-exists',
      'questions/example-topic/one.md:4 task-exists',
      'questions/example-topic/one.md:13 one-key',
      'questions/example-topic/two.md:1 front-matter',
      'questions/other-topic/three.md:3 topic-exists',
    ]);
    expect(errors).toBe(5);
  });

  test('places a problem of front matter at its key', async () => {
    const text = wrapBody(CHOICE, 'choice', 'difficulty: hard\nrevision: 0');
    const { files } = await bankWith({ [PATH]: text });
    expect(toJsonMessages(files).map(({ line, column, message }) => ({ line, column, message }))).toEqual([
      { line: 5, column: 13, message: 'Unexpected "hard" in `difficulty`, expected a number' },
      { line: 6, column: 11, message: 'Unexpected 0 in `revision`, expected at least 1' },
    ]);
  });

  test('reads CRLF and LF alike', async () => {
    const text = wrapBody(CHOICE, 'choice');
    const [lf, crlf] = await Promise.all([
      bankWith({ [PATH]: text }),
      bankWith({ [PATH]: text.replaceAll('\n', '\r\n') }),
    ]);
    expect(crlf.errors).toBe(0);
    expect(crlf.bank.questions.get('example-question')).toEqual(lf.bank.questions.get('example-question'));
  });

  test('refuses a folder without a bank', async () => {
    await expect(loadBank(join(tmpdir(), 'no-such-bank'))).rejects.toThrow(BankError);
    await expect(loadBank(join(tmpdir(), 'no-such-bank'))).rejects.toMatchObject({ code: 'NO_BANK' });
  });

  test('readBank throws the whole report', async () => {
    const files = memoryFiles({ ...BASE_FILES, [PATH]: wrapBody(CHOICE.replace('- [x]', '- [ ]'), 'choice') });
    await expect(readBank(files, TODAY)).rejects.toThrow(/expected at least one `- \[x\]`/);
  });
});

describe('the cache', () => {
  test('gives the same bank, and sees every change', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'notebank-'));
    try {
      const { mkdir } = await import('node:fs/promises');
      for (const [path, text] of Object.entries({ ...BASE_FILES, [PATH]: wrapBody(CHOICE, 'choice') })) {
        await mkdir(join(folder, path, '..'), { recursive: true });
        await writeFile(join(folder, path), text);
      }
      const cache = join(folder, '.cache', 'bank.cache');
      const cold = await loadBank(folder, { ...TODAY, cache });
      const warm = await loadBank(folder, { ...TODAY, cache });
      expect(cold.read.cached).toBe(0);
      expect(warm.read).toEqual({ files: 1, cached: 1 });
      expect(warm.bank).toEqual(cold.bank);

      const broken = wrapBody(CHOICE.replace('  > That one belongs to Jenkins.\n', ''), 'choice');
      await writeFile(join(folder, PATH), broken);
      const changed = await loadBank(folder, { ...TODAY, cache });
      const again = await loadBank(folder, { ...TODAY, cache });
      expect(changed.read.cached).toBe(0);
      expect(again.read.cached).toBe(1);
      expect(toJsonMessages(again.files)).toEqual(toJsonMessages(changed.files));
      expect(again.errors).toBe(1);

      // Where no file can be made, as on a read-only disk.
      const nowhere = join(folder, 'bank.yaml', 'bank.cache');
      expect((await loadBank(folder, { ...TODAY, cache: nowhere })).errors).toBe(1);

      await writeFile(cache, 'not a cache\n\u0000');
      expect((await loadBank(folder, { ...TODAY, cache })).errors).toBe(1);
      expect(await readFile(cache, 'utf8')).toMatch(/^notebank-cache/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** Every question of the real content: they hold whatever authors write. */
const CONTENT = join(import.meta.dirname, '../../../content/questions');
const REAL = readdirSync(CONTENT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

describe('mangled files', () => {
  const NASTY = [
    '\n',
    '- [',
    ']',
    '`',
    '>',
    '  ',
    '{{c1::',
    '}}',
    '|',
    '---\n',
    '\t',
    '<b>',
    '\u0000',
    '::',
    '"',
    ': ',
    '# ',
    '1. ',
  ];

  /** A file that lost a question says so; one that says nothing still has it whole. */
  async function expectNoSilence(text: string) {
    const { bank, files } = await loadBank(
      memoryFiles({ ...BASE_FILES, 'questions/example-topic/mangled.md': text }),
      TODAY,
    );
    const errors = toJsonMessages(files).filter(
      ({ path, severity }) => path.endsWith('mangled.md') && severity === 'error',
    );
    for (const { line, column, found, expected } of errors) {
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
      expect(found).not.toBe('');
      expect(expected).not.toBe('');
    }
    if (errors.length === 0) expect(bank.questions.size).toBe(1);
    else if (bank.questions.size === 0) expect(errors.length).toBeGreaterThan(0);
  }

  test('cut off anywhere, they give a located error or the whole question', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...REAL), fc.double({ min: 0, max: 1, noNaN: true }), (text, share) =>
        expectNoSilence(text.slice(0, Math.floor(text.length * share))),
      ),
      { numRuns: 200 },
    );
  });

  test('with text put in anywhere, they do too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...REAL),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(...NASTY),
        fc.nat(8),
        (text, share, insert, drop) => {
          const at = Math.floor(text.length * share);
          return expectNoSilence(text.slice(0, at) + insert + text.slice(at + drop));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('random bytes never crash the loader', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { errors } = await loadBank(
          memoryFiles({ ...BASE_FILES, [PATH]: bytes, 'notes/example-area/example-topic.md': bytes }),
          TODAY,
        );
        expect(errors).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
  });
});
