import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './run.ts';

/** A module of a package, with its path relative to the root. */
export interface Collected<Module> {
  readonly path: string;
  readonly module: Module;
}

/**
 * Imports modules by pattern, in the order of their paths.
 *
 * @param patterns - Relative to the root: `packages/*\/bench/*.bench.ts`.
 * @param member - Function that every one of them must export.
 * @throws Error that names the file which does not.
 */
export async function collect<Module>(
  patterns: readonly string[],
  member: keyof Module & string,
): Promise<Collected<Module>[]> {
  const paths = patterns
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map((path) => path.replaceAll('\\', '/'));
  const collected: Collected<Module>[] = [];
  for (const path of paths.sort()) {
    const module = (await import(pathToFileURL(join(root, path)).href)) as Record<string, unknown>;
    if (typeof module[member] !== 'function') throw new Error(`${path}: expected an exported function "${member}"`);
    collected.push({ path, module: module as Module });
  }
  return collected;
}
