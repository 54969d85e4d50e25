import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const home = join(import.meta.dirname, '..');
let folder: string;
let installed: string;

/** What is printed in the empty folder, which knows nothing of the workspace. */
function print(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  return execFileSync(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
}

/** Whether a source is newer than what was built: `npm test` builds first, a single test need not. */
function isStale(): boolean {
  const built = join(home, 'dist', 'sigv4', 'index.js');
  if (!existsSync(built)) return true;
  const { mtimeMs } = statSync(built);
  return globSync('src/**/*.ts', { cwd: home }).some((path) => statSync(join(home, path)).mtimeMs > mtimeMs);
}

// The package as it is published: built, packed, unpacked in an empty folder beside its one dependency.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'notebank-package-'));
  if (isStale()) execFileSync('pnpm', ['run', 'build'], { cwd: home, stdio: 'pipe' });
  execFileSync('pnpm', ['pack', '--pack-destination', folder], { cwd: home, stdio: 'pipe' });
  const [tarball = ''] = readdirSync(folder);
  installed = join(folder, 'node_modules', '@notebank', 'aws-reference');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed], { cwd: folder });
  const hashes = realpathSync(join(home, 'node_modules', '@noble', 'hashes'));
  cpSync(hashes, join(folder, 'node_modules', '@noble', 'hashes'), { recursive: true });
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Manifest {
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

describe('the packed package', () => {
  it('has every file that its manifest names, and versions instead of references to the workspace', () => {
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest;
    const files = Object.values(manifest.exports).flatMap((entry) => Object.values(entry));
    expect(files.filter((file) => !existsSync(join(installed, file)))).toEqual([]);
    expect(Object.keys(manifest.dependencies)).toEqual(['@noble/hashes']);
    expect(manifest.dependencies['@noble/hashes']).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('runs the example of its README', () => {
    const code = /```js\n([\s\S]*?)```/.exec(readFileSync(join(installed, 'README.md'), 'utf8'))?.[1] ?? '';
    const prints = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
    expect(prints).toHaveLength(3);
    expect(print(['--input-type=module', '-e', code]).trimEnd().split('\n')).toEqual(prints);
  });

  it('brings the command, which says how it is used', () => {
    const command = join(installed, 'bin', 'notebank-sigv4.js');
    expect(print([command, '--help'])).toMatch(/^Usage: notebank-sigv4 COMMAND/);
    const credentials = {
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    };
    const args = ['sign', '--url', 'https://example.amazonaws.com/', '--region', 'us-east-1', '--service', 'service'];
    const signed = print([command, ...args, '--date', '20150830T123600Z', '--format', 'headers'], credentials);
    expect(signed).toContain('5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31');
    expect(signed).not.toContain(credentials.AWS_SECRET_ACCESS_KEY);
  });
});
