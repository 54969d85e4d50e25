import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeContent } from '../../../scripts/lib/generate-content.ts';
import { SecondSite } from './e2e/support/second-site.ts';
import { Site } from './e2e/support/site.ts';

/** A cold and a warm build of a small bank, and one that must fail: about 15 seconds on an idle machine. */
const PATIENCE = 300_000;

describe('a bank that is edited, and the site built again', () => {
  const bank = mkdtempSync(join(tmpdir(), 'notebank-editing-'));
  const site = new SecondSite();
  const build = () => site.build({ NOTEBANK_CONTENT: bank });
  const edit = (path: string, change: (text: string) => string): void => {
    const text = readFileSync(join(bank, path), 'utf8');
    const edited = change(text);
    expect(edited, `the edit of ${path} changes something`).not.toBe(text);
    writeFileSync(join(bank, path), edited);
  };
  const note = 'notes/area-1/topic-1.md';
  // The first note asks it in the middle of its text.
  const question = 'questions/topic-1/question-1.md';

  beforeAll(async () => {
    writeContent(bank, { notes: 3, questions: 9 });
    const { code, output } = await build();
    expect(code, output).toBe(0);
  }, PATIENCE);
  afterAll(() => {
    site.remove();
    rmSync(bank, { recursive: true, force: true });
  });

  it('a warm build shows both edits everywhere, and what was taken away is gone', { timeout: PATIENCE }, async () => {
    const before = new Site(site.folder);
    expect(before.read('notes/topic-1/index.html')).not.toContain('edited');
    expect(before.has('q/question-9/index.html')).toBe(true);

    edit(note, (text) => text.replace('## In short', '## Shortly, as edited'));
    edit(question, (text) => text.replace(/^## Explanation$/m, '## Explanation\n\nThis reason was edited.'));
    rmSync(join(bank, 'questions/topic-3/question-9.md'));
    const { code, output } = await build();
    expect(code, output).toBe(0);

    const after = new Site(site.folder);
    const page = after.read('notes/topic-1/index.html');
    expect(page).toContain('id="shortly-as-edited"');
    expect(page).not.toContain('id="in-short"');
    for (const path of ['notes/topic-1/', 'notes/topic-1/questions/', 'q/question-1/']) {
      expect(after.read(`${path}index.html`), `the question on /${path}`).toContain('This reason was edited.');
    }
    expect(after.read('notes/topic-1/index.md')).toContain('## Shortly, as edited');
    expect(after.has('q/question-9/index.html'), 'the page of a question that is gone').toBe(false);
    expect(after.sitemap).not.toContain('q/question-9/');
    expect(after.read('notes/topic-3/index.html')).not.toContain('question-9');
  });

  it('a note that asks for a question that is not there fails the build, with its place', {
    timeout: PATIENCE,
  }, async () => {
    const sound = readFileSync(join(bank, note), 'utf8');
    edit(note, (text) => text.replace('::quiz{id=question-1}', '::quiz{id=no-such-question}'));
    const line =
      readFileSync(join(bank, note), 'utf8')
        .split('\n')
        .findIndex((text) => text.startsWith('::quiz')) + 1;
    const { code, output } = await build();
    writeFileSync(join(bank, note), sound);
    expect(code, output).not.toBe(0);
    // vfile-reporter prints the file, and below it `line:column`.
    expect(output).toContain(note);
    expect(output).toMatch(new RegExp(`^\\s*${line}:1\\b.*no-such-question`, 'm'));
  });
});
