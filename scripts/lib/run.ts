import { type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Folder of the repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Name of the condition under which packages answer with their TypeScript sources instead of `dist/`. */
export const SOURCE_CONDITION = '@notebank/source';

/** Folders of the workspace, relative to the root: `packages/quiz`, `apps/docs`, `content`. */
export function workspaceFolders(): string[] {
  const under = (folder: string) =>
    existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => `${folder}/${name}`) : [];
  return [...under('packages'), ...under('apps'), 'content']
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .sort();
}

/** What this repository reads of a `package.json`. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The manifest of a folder of the workspace. */
export function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
}

/**
 * Environment of every command: no telemetry, and first on the path the tools of the repository and of a folder of it.
 *
 * @param folder - Relative to the root.
 */
export function environment(extra: Readonly<Record<string, string>> = {}, folder = '.'): NodeJS.ProcessEnv {
  const tools = ['.toolchain', '.', folder].map((place) => join(root, place, 'node_modules', '.bin'));
  return {
    ...process.env,
    ASTRO_TELEMETRY_DISABLED: '1',
    ASTRO_DISABLE_UPDATE_CHECK: 'true',
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    PATH: [...tools, process.env.PATH ?? ''].join(delimiter),
    ...extra,
  };
}

export interface RunOptions {
  /** Relative to the root. */
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command to its end and shows what it prints. Resolves to its exit code; 1 when it could not start. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  const { code } = await start(command, args, options, 'inherit');
  return code;
}

/** Runs a command to its end. Resolves to its exit code and what it printed, both streams in order. */
export function capture(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<{ readonly code: number; readonly output: string }> {
  return start(command, args, options, 'pipe');
}

function start(
  command: string,
  args: readonly string[],
  options: RunOptions,
  output: 'inherit' | 'pipe',
): Promise<{ readonly code: number; readonly output: string }> {
  const spawnOptions: SpawnOptions = {
    cwd: join(root, options.folder ?? '.'),
    env: environment(options.env, options.folder),
    // Nothing here asks: a command that waits for an answer would hang a run without a terminal.
    stdio: ['ignore', output, output],
    shell: process.platform === 'win32',
  };
  return new Promise((resolve) => {
    let text = '';
    const child = spawn(command, args, spawnOptions);
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    child.on('error', (error) => resolve({ code: 1, output: `${text}Could not start ${command}: ${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: text }));
  });
}
