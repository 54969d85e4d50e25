import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../src/cli/main.ts';
import { loadBank } from '../src/index.ts';
import { CHOICE } from '../src/rules/sample.ts';
import { BASE_FILES, wrapBody } from './support/example-bank.ts';

const PATH = 'questions/example-topic/example-question.md';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'notebank-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in the folder of the test, with `inputs` as lines that a person types. */
async function run(
  args: readonly string[],
  options: { readonly env?: Record<string, string>; readonly inputs?: readonly string[] } = {},
): Promise<Ran> {
  const stdin = Object.assign(new PassThrough(), { isTTY: options.inputs !== undefined });
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const chunks = { out: '', err: '' };
  stdout.on('data', (data) => {
    chunks.out += data;
    // A person answers each question when it is asked.
    if (/(?:\?|:|\(y\/n\)) $/.test(String(data))) stdin.write(`${pending.shift() ?? ''}\n`);
  });
  stderr.on('data', (data) => {
    chunks.err += data;
  });
  const pending = [...(options.inputs ?? [])];
  const code = await main(args, { cwd: folder, env: { USER: 'ada', ...options.env }, stdin, stdout, stderr });
  await new Promise((done) => setImmediate(done));
  return { code, ...chunks };
}

describe('notebank', () => {
  test('shows help with examples for itself and for every command', async () => {
    const help = await run(['--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain('Examples:');
    for (const command of [
      'init',
      'check',
      'preview',
      'export',
      'review',
      'lock',
      'stats',
      'new question',
      'new note',
    ]) {
      const { code, out } = await run([...command.split(' '), '--help']);
      expect(code).toBe(0);
      expect(out).toMatch(/Examples?:/);
      expect(out).toContain('--content');
    }
  });

  test.each([
    [['chekc'], "unknown command 'chekc'"],
    [['check', '--fromat', 'json'], "unknown option '--fromat'"],
    [['check', '--format', 'xml'], 'Unexpected format `xml`, expected one of human, json, github'],
    [['check', 'missing.md'], 'Unexpected file `missing.md`, expected a file that exists'],
    [['check', '--max-warnings', 'few'], 'Unexpected --max-warnings few, expected a number'],
    [['export', '--format', 'apkg,pdf'], 'Unexpected format `pdf`'],
    [['stats', '--stale', 'old'], 'Unexpected --stale old, expected a number of days'],
    [['review'], "missing required argument 'id'"],
    [['review', 'nobody'], 'Unexpected question `nobody`'],
    [['preview', 'bank.yaml'], 'Unexpected file `bank.yaml`, expected a note or a question of the bank'],
    [['preview', PATH, '--port', 'x'], 'Unexpected port `x`'],
    [['new', 'question', '--topic', 'nothing'], 'Unexpected topic `nothing`'],
    [['new', 'question', 'Bad_Id', '--topic', 'example-topic'], 'Unexpected id `Bad_Id`'],
    [['new', 'question', '--topic', 'example-topic', '--kind', 'essay'], 'Unexpected kind `essay`'],
    [['lock', '--release-time', 'today'], 'Unexpected release time `today`'],
  ])('says what is wrong with %j', async (args, message) => {
    await put({ ...BASE_FILES, [PATH]: wrapBody(CHOICE, 'choice') });
    const { code, err } = await run(args);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  test('says where it looked for a bank', async () => {
    const { code, err } = await run(['check']);
    expect(code).toBe(1);
    expect(err).toContain('holds a bank.yaml');
  });

  test('init makes a bank that passes the check, and never overwrites one', async () => {
    expect((await run(['init', 'mine', '--title', 'My bank'])).code).toBe(0);
    const first = await readFile(join(folder, 'mine/bank.yaml'), 'utf8');
    expect(await run(['check', '--content', 'mine'])).toMatchObject({
      code: 0,
      out: '0 questions and 0 notes checked, no problem found.\n',
    });
    const again = await run(['init', 'mine']);
    expect(again.code).toBe(1);
    expect(await readFile(join(folder, 'mine/bank.yaml'), 'utf8')).toBe(first);
    expect((await run(['init', 'other', '--title', 'My bank'])).code).toBe(0);
    const ids = [first, await readFile(join(folder, 'other/bank.yaml'), 'utf8')].map(
      (text) => /^id: (.*)$/m.exec(text)?.[1],
    );
    expect(ids[0]).not.toBe(ids[1]);
  });

  test.each(['choice', 'cloze', 'recall', 'order', 'match', 'numeric'])(
    'new question --kind %s passes the check',
    async (kind) => {
      await run(['init', '.', '--title', 'Mine']);
      expect((await run(['new', 'question', '--topic', 'first-topic', '--kind', kind])).code).toBe(0);
      expect((await run(['new', 'note', 'first-topic'])).code).toBe(0);
      const { code, out } = await run(['check']);
      expect({ code, out }).toEqual({ code: 0, out: '1 question and 1 note checked, no problem found.\n' });
      const twice = await run(['new', 'question', 'first-topic-1', '--topic', 'first-topic']);
      expect(twice.code).toBe(1);
      expect(twice.err).toContain('expected one that was never used');
    },
  );

  test('check fails once with every problem, in three formats', async () => {
    await put({
      ...BASE_FILES,
      [PATH]: wrapBody(CHOICE.replace('- [x]', '- [ ]'), 'choice', 'difficulty: 2\ntasks: [dva-c02/9.9]'),
    });
    const human = await run(['check']);
    expect(human.code).toBe(1);
    expect(human.out).toContain('4:9');
    expect(human.out).toMatch(
      /Unexpected task `dva-c02\/9\.9`, expected a task of `exams\/dva-c02\.yaml` +task-exists/,
    );
    expect(human.out).toContain('https://example.org/contributing/rules/one-key/');
    const json = await run(['check', '--format', 'json']);
    expect(JSON.parse(json.out)).toMatchObject([
      { rule: 'task-exists', line: 4 },
      { rule: 'one-key', severity: 'error' },
    ]);
    const github = await run(['check', '--format', 'github']);
    expect(github.out).toContain(`::error file=${PATH},line=4,col=9,title=task-exists::Unexpected task`);
  });

  test('check FILE reports on that file alone', async () => {
    const broken = wrapBody(CHOICE.replace('- [x]', '- [ ]'), 'choice', 'id: broken');
    await put({
      ...BASE_FILES,
      [PATH]: wrapBody('Why?\n\n## Answer\n\nBecause.\n', 'recall'),
      'questions/example-topic/broken.md': broken,
    });
    expect((await run(['check', PATH])).code).toBe(0);
    expect((await run(['check', 'questions/example-topic/broken.md'])).code).toBe(1);
  });

  test('review shows no key, records the answer, and keeps the rest of the file', async () => {
    const text = wrapBody(CHOICE, 'choice');
    await put({ ...BASE_FILES, [PATH]: text });
    const shown = await run(['review', 'example-question', '--answer', 'a', '--by', 'ada']);
    expect(shown.code).toBe(0);
    expect(shown.out).not.toContain('[x]');
    const [letter] = /([a-d])\) The file `buildspec.yml`/.exec(shown.out) ?? [];
    const agreed = letter?.startsWith('a') === true;
    const { bank, errors } = await loadBank(folder);
    expect(errors).toBe(0);
    expect(bank.questions.get('example-question')?.reviews).toMatchObject([{ by: 'ada', revision: 1, agreed }]);
    const after = await readFile(join(folder, PATH), 'utf8');
    expect(after.replace(/reviews:\n {2}- .*\n/, '')).toBe(text);

    await run(['review', 'example-question', '--answer', 'b']);
    expect((await loadBank(folder)).bank.questions.get('example-question')?.reviews).toHaveLength(2);
  });

  test('review asks on a terminal, also whether a free answer agrees', async () => {
    await put({
      ...BASE_FILES,
      [PATH]: wrapBody('Why does a build need a role?\n\n## Answer\n\nIt calls other services.\n', 'recall'),
    });
    const { code, out } = await run(['review', 'example-question'], { inputs: ['For permissions', 'y'] });
    expect(code).toBe(0);
    expect(out.indexOf('It calls other services.')).toBeGreaterThan(out.indexOf('Your answer:'));
    const { bank } = await loadBank(folder);
    expect(bank.questions.get('example-question')?.reviews).toMatchObject([
      { by: 'ada', answer: 'For permissions', agreed: true },
    ]);
  });

  test('lock, export and export --frozen agree', async () => {
    const review = 'reviews: [{by: ada, date: 2026-01-02, revision: 1, answer: [a], agreed: true}]';
    await put({ ...BASE_FILES, [PATH]: wrapBody(CHOICE, 'choice', review) });
    const stale = await run(['export', '--frozen']);
    expect(stale.code).toBe(1);
    expect(stale.err).toContain('no line for `example-question` in the lock');
    expect(existsSync(join(folder, 'dist'))).toBe(false);
    expect((await run(['lock', '--release-time', '1790000000'])).out).toContain('1 line, 1 changed');
    const first = await run(['export', '--frozen', '--out', 'one']);
    expect(first).toMatchObject({ code: 0, err: '' });
    await run(['export', '--frozen', '--out', 'two']);
    for (const name of ['example.apkg', 'example.csv', 'example.json', 'example-question.txt']) {
      expect(await readFile(join(folder, 'one', name))).toEqual(await readFile(join(folder, 'two', name)));
    }
    await put({ [PATH]: wrapBody(CHOICE.replace('The file `Jenkinsfile`', 'The `Jenkinsfile`'), 'choice', review) });
    const changed = await run(['check']);
    expect(changed.code).toBe(0);
    expect(changed.out).toContain('expected `revision: 2`');
    expect((await run(['check', '--max-warnings', '0'])).code).toBe(1);
    expect((await run(['lock'])).err).toContain('Write `revision: 2`');
  });

  test('stats counts, and --gate fails when a count is missed', async () => {
    await put({ ...BASE_FILES, 'bank.yaml': `${BASE_FILES['bank.yaml']}counts: {perTopic: 2, perPool: {mock: 1}}\n` });
    await put({ [PATH]: wrapBody(CHOICE, 'choice'), 'notes/example-area/example-topic.md': wrapBody('Text.', 'note') });
    const { out, code } = await run(['stats', '--json', '--stale', '30d']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      totals: { questions: 1, choice: 1, notes: 1, topics: 2 },
      byTask: { 'dva-c02/3.4': { questions: 1, choice: 1 } },
      stale: { notes: [{ path: 'notes/example-area/example-topic.md', date: '2026-01-01' }] },
    });
    const gate = await run(['stats', '--gate']);
    expect(gate.code).toBe(1);
    expect(gate.err).toBe(
      'Unexpected 1 questions of topic `example-topic`, expected at least 2 (counts in bank.yaml).\nUnexpected 0 questions of the mock pool, expected at least 1 (counts in bank.yaml).\n',
    );
  });

  test('preview --out writes page and card of a question, and names its problems', async () => {
    await put({ ...BASE_FILES, [PATH]: wrapBody(CHOICE, 'choice', 'tasks: [dva-c02/9.9]') });
    expect((await run(['preview', PATH, '--out', 'page.html'])).code).toBe(0);
    const page = await readFile(join(folder, 'page.html'), 'utf8');
    expect(page).toContain('Unexpected task `dva-c02/9.9`');
    expect(page).toContain('CodeBuild looks for it at the root of the source.');
    expect(page.match(/<iframe/g)).toHaveLength(2);
    expect(page).not.toContain('EventSource');
  });

  test('preview serves the page and tells it to reload on save', async () => {
    await put({ ...BASE_FILES, [PATH]: wrapBody(CHOICE, 'choice') });
    const stdin = Object.assign(new PassThrough(), { isTTY: false });
    const stdout = new PassThrough();
    const running = main(['preview', PATH, '--port', '0'], {
      cwd: folder,
      env: {},
      stdin,
      stdout,
      stderr: new PassThrough(),
    });
    const line = await new Promise<string>((done) => stdout.once('data', (data) => done(String(data))));
    const address = /http:\/\/\S+/.exec(line)?.[0] ?? '';
    expect(await (await fetch(address)).text()).toContain('Which file holds the build commands of a project?');
    expect((await fetch(`${address}media/../bank.yaml`)).status).toBe(404);

    const events = await fetch(`${address}events`);
    const reader = events.body?.getReader();
    await reader?.read();
    await put({ [PATH]: wrapBody(CHOICE.replace('Which file', 'Which single file'), 'choice') });
    const event = await reader?.read();
    expect(new TextDecoder().decode(event?.value)).toContain('event: reload');
    expect(await (await fetch(address)).text()).toContain('Which single file');
    stdin.end();
    stdin.resume();
    expect(await running).toBe(0);
  });
});
