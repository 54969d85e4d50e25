import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { diskFiles, loadBank } from '../../packages/question-bank/src/index.ts';
import { readmeExamples } from '../lib/readme.ts';
import { manifest, root, SOURCE_CONDITION } from '../lib/run.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const verbs = globSync('scripts/verbs/*.ts', { cwd: root }).map((path) => path.replace(/^.*[\\/]|\.ts$/g, ''));

test('every verb has a script, a line in the README and a file', () => {
  const scripts = Object.keys(manifest('.').scripts ?? {});
  expect(scripts.map((name) => name.replace(':', '-')).sort()).toEqual(verbs.sort());
  for (const name of scripts) {
    const command = name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`;
    expect(read('README.md')).toContain(`| \`${command}\` |`);
  }
});

test.each(verbs)('%s --help shows how it is used, and examples', (verb) => {
  const args = [`--conditions=${SOURCE_CONDITION}`, join(root, 'scripts', 'verbs', `${verb}.ts`), '--help'];
  const help = execFileSync(process.execPath, args, { encoding: 'utf8' });
  expect(help).toMatch(/^Usage: /);
  expect(help).toContain('Examples:');
});

/** Messages about a file that is added to the real bank. */
async function messagesOf(path: string, text: string): Promise<string[]> {
  const disk = diskFiles(join(root, 'content'));
  const { files } = await loadBank({
    root: disk.root,
    list: async () => [...(await disk.list()), path].sort(),
    read: async (name) => (name === path ? new TextEncoder().encode(text) : disk.read(name)),
  });
  return files.filter((file) => file.path.endsWith(path)).flatMap((file) => file.messages.map(({ reason }) => reason));
}

test('the example question of CONTRIBUTING.md passes every check in the bank, and a broken one does not', async () => {
  const match = /<!-- example: (\S+) -->\n```markdown\n([\s\S]*?)\n```/.exec(read('CONTRIBUTING.md'));
  const [, path = '', text = ''] = match ?? [];
  expect(await messagesOf(path, `${text}\n`)).toEqual([]);
  expect(await messagesOf(path, text.replace(/^ {2}> .*\n/m, ''))).toEqual([
    expect.stringContaining('option without a rationale'),
  ]);
});

const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...globSync('packages/*/README.md', { cwd: root })];

test.each(documents)('links of %s lead to files that exist', (document) => {
  const links = [...read(document).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = '']) => target);
  // Links inside code show what an author writes.
  const prose = new Set(
    [
      ...read(document)
        .replaceAll(/`[^`]*`/g, '')
        .matchAll(/\]\(([^)#\s]+)/g),
    ].map(([, to = '']) => to),
  );
  for (const link of links.filter((target) => prose.has(target))) {
    expect(existsSync(join(root, dirname(document), link)), link).toBe(true);
  }
});

test.each(['content-schema', 'simulators', 'aws-reference', 'local-kms'])(
  'the example in the README of %s prints what it says',
  (name) => {
    const [{ code, prints } = { code: '', prints: '' }] = readmeExamples(read(`packages/${name}/README.md`));
    expect(prints).not.toBe('');
    const args = [`--conditions=${SOURCE_CONDITION}`, '--input-type=module', '-e', code];
    expect(execFileSync(process.execPath, args, { cwd: join(root, 'packages', name), encoding: 'utf8' })).toBe(prints);
  },
);
