import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageProblems } from '../lib/package-lint.ts';
import { packAll } from '../lib/packed.ts';
import { manifest, root, workspaceFolders } from '../lib/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'notebank-lint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const published = workspaceFolders().filter((path) => manifest(path).private !== true);
let tarballs: readonly string[] = [];

beforeAll(async () => {
  const homes = published.map((path) => join(root, path));
  tarballs = await packAll(homes, folder);
}, 240_000);

test.each(published)('%s is packed well', async (path) => {
  expect(await packageProblems(tarballs[published.indexOf(path)] ?? '')).toEqual([]);
});

const sound = {
  'package.json': {
    name: 'made-up',
    version: '1.0.0',
    type: 'module',
    exports: { './one': { types: './one.d.ts', default: './one.js' }, './one.css': './one.css' },
  },
  'one.js': 'export const one = 1;\n',
  'one.d.ts': 'export declare const one: number;\n',
  'one.css': '',
};

/** Problems of the sound package with other files. `undefined` leaves a file out. */
async function problemsWith(changes: Readonly<Record<string, unknown>>): Promise<string[]> {
  const home = mkdtempSync(join(folder, 'made-up-'));
  for (const [name, content] of Object.entries({ ...sound, ...changes })) {
    if (content === undefined) continue;
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  execFileSync('pnpm', ['pack'], { cwd: home, stdio: 'ignore' });
  const [tarball = ''] = globSync('*.tgz', { cwd: home });
  return packageProblems(join(home, tarball));
}

const withExports = (exports: unknown) => ({ 'package.json': { ...sound['package.json'], exports } });

test('a sound package has no problem', async () => {
  expect(await problemsWith({})).toEqual([]);
});

test.each([
  [
    'a file of an entry is gone',
    { 'one.css': undefined },
    ['made-up: pkg.exports["./one.css"] is ./one.css but the file does not exist. (publint FILE_DOES_NOT_EXIST)'],
  ],
  [
    'types come last',
    withExports({ './one': { default: './one.js', types: './one.d.ts' } }),
    [
      /^made-up: pkg\.exports\["\.\/one"\]\.types should be the first .* \(publint EXPORTS_TYPES_SHOULD_BE_FIRST\)$/,
      /^made-up: pkg\.exports\["\.\/one"\]\.default should be the last .* \(publint EXPORTS_DEFAULT_SHOULD_BE_LAST\)$/,
    ],
  ],
  [
    'there are no types',
    { ...withExports({ './one': './one.js' }), 'one.d.ts': undefined },
    ['made-up: The package has modules, but no types. (attw NoTypes)'],
  ],
  [
    'one of two entries has no types',
    {
      ...withExports({ './one': sound['package.json'].exports['./one'], './two': './two.js' }),
      'two.js': 'export {};\n',
    },
    [
      /^made-up: "\.\/two" \(node16-esm\): .* \(attw UntypedResolution\)$/,
      /^made-up: "\.\/two" \(bundler\): .* \(attw UntypedResolution\)$/,
    ],
  ],
  [
    'types import what no ES module can',
    { 'one.d.ts': "export { one } from './two';\n", 'two.d.ts': sound['one.d.ts'] },
    [/^made-up: "\.\/one" \(one\.d\.ts, import of "\.\/two"\): .* \(attw InternalResolutionError\)$/],
  ],
])('%s: it says where', async (_, changes, lines) => {
  expect(await problemsWith(changes)).toEqual(
    lines.map((line) => (typeof line === 'string' ? line : expect.stringMatching(line))),
  );
});
