import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { manifest, root } from '../lib/run.ts';

const bootstrap = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'scripts', 'bootstrap.mjs'), ...args], { encoding: 'utf8' });
const verbs = Object.keys(manifest('.').scripts ?? {});

test('every script of package.json is a verb, and says what it does', () => {
  const { status, stdout } = bootstrap('--help');
  expect(status).toBe(0);
  const told = stdout
    .trimEnd()
    .split('\n')
    .map((line) => /^ {2}npm run (\S+) +\S.*$/.exec(line)?.[1]);
  expect(told.sort()).toEqual(verbs.sort());
});

test('an unknown verb is refused before anything is installed', () => {
  const { status, stderr, stdout } = bootstrap('strat');
  expect(status).toBe(1);
  expect(stderr).toBe('Unknown verb "strat", expected one of:\n');
  expect(stdout).toContain('npm run start');
});

test('it pins what package.json and pnpm-workspace.yaml pin', () => {
  const source = readFileSync(join(root, 'scripts', 'bootstrap.mjs'), 'utf8');
  const pnpm = /PNPM_VERSION = '(.*)'/.exec(source)?.[1];
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { packageManager: string };
  expect(packageManager).toBe(`pnpm@${pnpm}`);
  expect(source).toMatch(/NODE_VERSION = '24\.\d+\.\d+'/);
});
