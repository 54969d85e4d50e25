import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { rename, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { root } from './run.ts';

const run = promisify(execFile);

/** What of a manifest matters to whoever installs the package. */
export interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A folder that knows nothing of the workspace, with packages as npm installs them. */
export interface Installation extends Disposable {
  readonly folder: string;
  /** Folder of a package there. */
  pathOf(name: string): string;
  manifestOf(name: string): Manifest;
  /** What a Node prints there. @param node - Path of the program. Left out: this one. */
  print(args: readonly string[], env?: Readonly<Record<string, string>>, node?: string): Promise<string>;
}

const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/**
 * Packs packages of the workspace as they are published, and lets npm install them into an empty folder, without a
 * network: what they depend on is packed from what is installed here.
 *
 * @param names - Folders in `packages`; all of the workspace that one of them depends on must be among them.
 */
export async function installPacked(names: readonly string[]): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'notebank-packed-'));
  const homes = names.map((name) => join(root, 'packages', name));
  const packed: string[] = [];
  await alone(async () => {
    for (const home of homes) {
      if (isStale(home)) await run('pnpm', ['run', 'build'], { cwd: home });
      packed.push(await pack('pnpm', home, folder));
    }
  });
  for (const home of outside(homes)) packed.push(await pack('npm', home, folder));
  await writeFile(join(folder, 'package.json'), '{"private": true}\n');
  const quiet = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', ...quiet, ...packed], { cwd: folder });

  const pathOf = (name: string): string => join(folder, 'node_modules', name);
  return {
    folder,
    pathOf,
    manifestOf: (name) => manifestIn(pathOf(name)),
    async print(args, env = {}, node = process.execPath) {
      const { stdout } = await run(node, [...args], { cwd: folder, env: { PATH: process.env.PATH, ...env } });
      return stdout;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Whether a source is newer than what was built: `npm test` builds first, a single test need not. */
function isStale(home: string): boolean {
  const entry = Object.values(manifestIn(home).exports)[0]?.default ?? '';
  const built = join(home, entry);
  if (!existsSync(built)) return true;
  const { mtimeMs } = statSync(built);
  return globSync('src/**/*.ts', { cwd: home }).some((path) => statSync(join(home, path)).mtimeMs > mtimeMs);
}

/** Packs a folder. @returns the path of the tarball. */
async function pack(packer: 'npm' | 'pnpm', home: string, into: string): Promise<string> {
  const beside = mkdtempSync(join(into, 'pack-'));
  const more = packer === 'npm' ? ['--ignore-scripts', '--loglevel=error'] : [];
  await run(packer, ['pack', '--pack-destination', beside, ...more], { cwd: home });
  const [tarball = ''] = globSync('*.tgz', { cwd: beside });
  const path = join(into, basename(tarball));
  await rename(join(beside, tarball), path);
  await rmdir(beside);
  return path;
}

/** Folders of what packages depend on beside the workspace, as they are installed here. */
function outside(homes: readonly string[]): string[] {
  const folders = homes.flatMap((home) =>
    Object.keys(manifestIn(home).dependencies ?? {}).map((name) => realpathSync(join(home, 'node_modules', name))),
  );
  return [...new Set(folders)].filter((folder) => !homes.some((home) => realpathSync(home) === folder));
}

/** Only one process at a time builds and packs: several tests need the same packages. */
async function alone(work: () => Promise<void>): Promise<void> {
  const lock = join(root, 'node_modules', '.cache', 'notebank-packed.lock');
  mkdirSync(join(lock, '..'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const { mtimeMs } = statSync(lock, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
      // Whoever made it was killed.
      if (Date.now() - mtimeMs > 180_000) rmSync(lock, { recursive: true, force: true });
      else await setTimeout(100);
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
