import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { otherRuntimes } from '../lib/other-runtimes.ts';
import { type Installation, installPacked, type PrintOptions } from '../lib/packed.ts';
import { readmeCommands, readmeExamples } from '../lib/readme.ts';
import { capture, manifest, root, workspaceFolders } from '../lib/run.ts';

const names = workspaceFolders()
  .filter((path) => path.startsWith('packages/') && manifest(path).private !== true)
  .map((path) => basename(path));
const nodes = otherRuntimes(false).filter(({ kind, path }) => kind === 'node' && path !== undefined);
/** As strict as a reader may be, who looks into the types of dependencies too and has those of Node. */
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  module: 'nodenext',
  target: 'es2024',
  noEmit: true,
  types: ['node'],
};

describe.each(names)('@notebank/%s, packed and installed by npm', (folder) => {
  const name = `@notebank/${folder}`;
  let installation: Installation;
  let readme: string;

  beforeAll(async () => {
    // An optional peer gives types only, to who has it.
    const peers = Object.keys(manifest(`packages/${folder}`).peerDependencies ?? {}).map((peer) => basename(peer));
    installation = await installPacked([folder, ...peers]);
    readme = readFileSync(join(installation.pathOf(name), 'README.md'), 'utf8');
  }, 240_000);

  afterAll(() => installation?.[Symbol.dispose]());

  it('asks for versions, not for the workspace', () => {
    const { dependencies = {}, peerDependencies = {} } = installation.manifestOf(name);
    expect(Object.keys(dependencies)).toEqual(Object.keys(manifest(`packages/${folder}`).dependencies ?? {}));
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    for (const version of Object.values(peerDependencies)) expect(version).toMatch(/^\^\d+\.\d+\.\d+$/);
  });

  it.each(nodes)('prints what its README says in $name', async ({ name: title, path: node }) => {
    const cwd = join(installation.folder, title.replaceAll(/\W/g, '-'));
    mkdirSync(cwd);
    // Its example reads what the commands above it make.
    if (folder === 'question-bank') await follow(readmeCommands(readme, 'Use'), installation, { node, cwd });
    const examples = readmeExamples(readme);
    expect(examples.length).toBeGreaterThan(0);
    for (const { code, prints } of examples) {
      expect(await installation.print(['--input-type=module', '-e', code], { node, cwd })).toBe(prints);
    }
  });

  it('has types that hold, those of its dependencies included', async () => {
    const entries = Object.entries(installation.manifestOf(name).exports ?? {}).filter(
      ([, files]) => typeof files !== 'string',
    );
    const uses = entries.map(([entry], index) => `export * as e${index} from '${name}${entry.slice(1)}';\n`);
    writeFileSync(join(installation.folder, 'use.ts'), uses.join(''));
    const config = {
      compilerOptions: { ...STRICT, typeRoots: [join(root, 'node_modules', '@types')] },
      files: ['use.ts'],
    };
    writeFileSync(join(installation.folder, 'tsconfig.json'), JSON.stringify(config));
    const { output } = await capture('tsc', ['-p', installation.folder]);
    expect(output).toBe('');
  });
});

/** Runs commands of a README: `npx COMMAND ...` and `cd FOLDER`. */
async function follow(lines: readonly string[], { print, pathOf, manifestOf }: Installation, options: PrintOptions) {
  const bank = '@notebank/question-bank';
  expect(lines).not.toEqual([]);
  let { cwd = '' } = options;
  for (const line of lines) {
    const [word, what = '', ...args] = line.split(' ');
    if (word === 'cd') cwd = join(cwd, what);
    else await print([join(pathOf(bank), manifestOf(bank).bin?.[what] ?? ''), ...args], { ...options, cwd });
  }
}
