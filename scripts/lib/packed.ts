import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { rename, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { capture, root } from './run.ts';

const run = promisify(execFile);

/** What of a manifest matters to whoever installs the package. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  /** A file, or files by condition. */
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A folder that knows nothing of the workspace, with packages as npm installs them. */
export interface Installation extends Disposable {
  readonly folder: string;
  /** Folder of a package there. */
  pathOf(name: string): string;
  manifestOf(name: string): Manifest;
  /** What a Node prints there. @throws Error with what it printed to standard error, when it failed. */
  print(args: readonly string[], options?: PrintOptions): Promise<string>;
}

export interface PrintOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Path of the program. Left out: this Node. */
  readonly node?: string | undefined;
  /** Left out: the folder of the installation. */
  readonly cwd?: string;
}

const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/**
 * Packs folders of the workspace as they are published, and builds first what is older than its sources.
 *
 * @returns paths of the tarballs, in the order of `homes`.
 */
export async function packAll(homes: readonly string[], into: string): Promise<string[]> {
  const packed: string[] = [];
  await alone(async () => {
    for (const home of homes) {
      if (isStale(home)) await buildOne(home);
      packed.push(await pack(home, into));
    }
  });
  return packed;
}

/**
 * Packs packages of the workspace as they are published, and lets npm install them into an empty folder, without a
 * network: what they depend on comes from what is installed here, packed too when it is of the workspace.
 *
 * @param names - Folders in `packages`.
 */
export async function installPacked(names: readonly string[]): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'notebank-packed-'));
  try {
    await installInto(folder, names);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const pathOf = (name: string): string => join(folder, 'node_modules', name);
  return {
    folder,
    pathOf,
    manifestOf: (name) => manifestIn(pathOf(name)),
    async print(args, { env = {}, node = process.execPath, cwd = folder } = {}) {
      const { stdout } = await run(node, [...args], { cwd, env: { PATH: process.env.PATH, ...env } });
      return stdout;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function installInto(folder: string, names: readonly string[]): Promise<void> {
  const { ours, others } = needed(names.map((name) => join(root, 'packages', name)));
  const copies = others.map((home, index) => copyInstalled(home, join(folder, 'others', String(index))));
  const places = [...(await packAll(ours, folder)), ...copies];
  await writeFile(join(folder, 'package.json'), JSON.stringify(requirements([...ours, ...others], places)));
  // npm would link to the copies.
  const how = ['--offline', '--install-links', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', ...how], { cwd: folder });
}

/** Whether a source is newer than what was built: `npm test` builds first, a single test need not. */
function isStale(home: string): boolean {
  const entry = Object.values(manifestIn(home).exports ?? {})
    .map((files) => (typeof files === 'string' ? undefined : files.default))
    .find((file) => file !== undefined);
  // Data has nothing to build.
  if (entry === undefined) return false;
  const built = join(home, entry);
  if (!existsSync(built)) return true;
  const { mtimeMs } = statSync(built);
  return globSync('src/**/*.ts', { cwd: home }).some((path) => statSync(join(home, path)).mtimeMs > mtimeMs);
}

/** @throws Error with what the build printed, when it failed. */
async function buildOne(home: string): Promise<void> {
  const { code, output } = await capture('pnpm', ['run', 'build'], { folder: relative(root, home) });
  if (code !== 0) throw new Error(`${relative(root, home)} does not build, expected it to:\n${output}`);
}

/** Packs a folder. @returns the path of the tarball. */
async function pack(home: string, into: string): Promise<string> {
  const beside = mkdtempSync(join(into, 'pack-'));
  await run('pnpm', ['pack', '--pack-destination', beside], { cwd: home });
  const [tarball = ''] = globSync('*.tgz', { cwd: beside });
  const path = join(into, basename(tarball));
  await rename(join(beside, tarball), path);
  await rmdir(beside);
  return path;
}

/** Copies an installed package, for npm ends without a word when files are hard links to each other, as pnpm makes them. */
function copyInstalled(home: string, to: string): string {
  cpSync(home, to, { recursive: true, dereference: true, filter: (path) => basename(path) !== 'node_modules' });
  return to;
}

/** A manifest that asks for packages where they lie, one version of each: the newest, also for who asks for an older one. */
function requirements(homes: readonly string[], places: readonly string[]): object {
  const newest = new Map<string, { readonly version: string; readonly place: string | undefined }>();
  const overrides: Record<string, string> = {};
  for (const [index, home] of homes.entries()) {
    const { name, version } = manifestIn(home);
    const other = newest.get(name);
    if (other !== undefined) overrides[name] = `$${name}`;
    if (other !== undefined && other.version.localeCompare(version, 'en', { numeric: true }) > 0) continue;
    newest.set(name, { version, place: places[index] });
  }
  const dependencies = Object.fromEntries([...newest].map(([name, { place }]) => [name, `file:${place}`]));
  return { private: true, dependencies, overrides };
}

/** Folders of packages and of all that they depend on, apart: those of the workspace, and what is installed beside it. */
function needed(homes: readonly string[]): { readonly ours: string[]; readonly others: string[] } {
  const found = new Set(homes.map((home) => realpathSync(home)));
  // What is added while the loop runs is visited too.
  for (const home of found) {
    for (const name of Object.keys(manifestIn(home).dependencies ?? {})) found.add(locate(name, home));
  }
  const isOther = (folder: string) => folder.split(sep).includes('node_modules');
  return { ours: [...found].filter((folder) => !isOther(folder)), others: [...found].filter(isOther) };
}

/** Folder of a package as Node finds it from another one. */
function locate(name: string, from: string): string {
  const path = join(from, 'node_modules', name);
  if (existsSync(path)) return realpathSync(path);
  if (dirname(from) === from) throw new Error(`"${name}" expected to be installed, found in no folder above`);
  return locate(name, dirname(from));
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
