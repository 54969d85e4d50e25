import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { root } from './run.ts';

/** A JavaScript runtime that npm ships. */
export interface RuntimePackage {
  readonly name: 'node' | 'bun' | 'deno';
  /** Exact. */
  readonly version: string;
}

const cache = join(root, '.cache', 'runtimes');

const folderOf = ({ name, version }: RuntimePackage): string =>
  join(cache, `${name}-${version}-${process.platform}-${process.arch}`);

/** Path of a runtime that {@link fetchRuntime} brought before, or of one on the path that is not Node. */
export function findRuntime(runtime: RuntimePackage): string | undefined {
  const fetched = join(folderOf(runtime), 'node_modules', '.bin', runtime.name);
  const places = runtime.name === 'node' ? [fetched] : [fetched, runtime.name];
  return places.find((place) => runs(place));
}

/**
 * Path of a runtime, brought from npm into `.cache/runtimes` the first time (5 to 15 seconds).
 *
 * @returns `undefined` when it cannot be had: no network, or a package that does not run here.
 */
export function fetchRuntime(runtime: RuntimePackage): string | undefined {
  const found = findRuntime(runtime);
  if (found !== undefined) return found;
  // Installed beside and renamed, so that a run that is cut off leaves nothing half-made, and two runs do not meet.
  const beside = `${folderOf(runtime)}.${process.pid}`;
  try {
    mkdirSync(beside, { recursive: true });
    writeFileSync(join(beside, 'package.json'), '{"private":true}\n');
    const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=0', '--prefer-offline'];
    spawnSync('npm', [...args, `${runtime.name}@${runtime.version}`], {
      cwd: beside,
      shell: process.platform === 'win32',
      timeout: 180_000,
    });
    if (!existsSync(folderOf(runtime))) renameSync(beside, folderOf(runtime));
  } catch {
    // Another run was faster, or the folder cannot be written: what is there now decides.
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  const brought = findRuntime(runtime);
  if (brought === undefined) rmSync(folderOf(runtime), { recursive: true, force: true });
  return brought;
}

function runs(path: string): boolean {
  return spawnSync(path, ['--version'], { timeout: 30_000 }).status === 0;
}
