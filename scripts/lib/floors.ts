import { posix } from 'node:path';
import type { Import } from './imports.ts';

/** What a room may import of ours. */
interface Room {
  /** Packages, or one entry point of a package: `local-kms/core`. */
  readonly imports: readonly string[];
  /** Packages whose types it may name. Nothing of them is left at run time. */
  readonly types: readonly string[];
}

/** The floors of the house: imports go down only. */
export const ROOMS: Readonly<Record<string, Room>> = {
  'apps/docs': {
    imports: [
      'elements',
      'question-bank',
      'local-kms',
      'content-schema',
      'quiz',
      'aws-reference',
      'simulators',
      'content',
    ],
    types: [],
  },
  'packages/elements': {
    imports: ['quiz', 'simulators', 'aws-reference', 'local-kms/core'],
    types: ['content-schema'],
  },
  'packages/question-bank': { imports: ['content-schema', 'quiz', 'simulators'], types: [] },
  'packages/local-kms': { imports: ['aws-reference', 'simulators'], types: [] },
  'packages/content-schema': { imports: [], types: [] },
  'packages/quiz': { imports: [], types: ['content-schema'] },
  'packages/aws-reference': { imports: [], types: [] },
  'packages/simulators': { imports: [], types: [] },
  content: { imports: [], types: [] },
};

const SCOPE = '@notebank/';

/** A file of the workspace with its imports. */
export interface SourceFile {
  /** Relative to the root, with `/`: `packages/quiz/src/grade.ts`. */
  readonly path: string;
  readonly imports: readonly Import[];
}

/** Folder of the workspace and the keys of its `exports`. */
export interface Member {
  readonly folder: string;
  readonly exports: readonly string[];
}

/** What breaks a floor: `file:line:column: found, expected`. */
export interface FloorProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Everything that breaks the floors: imports upwards, around `exports`, out of a package, and cycles inside one. */
export function floorProblems(files: readonly SourceFile[], members: readonly Member[]): FloorProblem[] {
  const problems: FloorProblem[] = [];
  for (const { folder } of members) {
    if (ROOMS[folder] !== undefined) continue;
    const message = `folder "${folder}" has no row in the table of floors, expected one in scripts/lib/floors.ts`;
    problems.push({ path: `${folder}/package.json`, line: 1, column: 1, message });
  }
  for (const file of files) {
    const member = members.find(({ folder }) => file.path.startsWith(`${folder}/`));
    if (member === undefined) continue;
    for (const item of file.imports) {
      const message = item.specifier.startsWith('.')
        ? relativeProblem(file, item, member)
        : packageProblem(file, item, member, members);
      if (message !== undefined) problems.push({ path: file.path, line: item.line, column: item.column, message });
    }
  }
  return [...problems, ...cycleProblems(files)];
}

/** Tests and benchmarks: not shipped, so what is a type elsewhere may be a value here. */
function isDevelopment(path: string, folder: string): boolean {
  return /^(?:test|bench|conformance)\/|^[^/]+\.config\./.test(path.slice(folder.length + 1));
}

function relativeProblem(file: SourceFile, { specifier }: Import, { folder }: Member): string | undefined {
  const target = posix.join(posix.dirname(file.path), specifier);
  if (target.startsWith(`${folder}/`)) return undefined;
  if (isDevelopment(file.path, folder) && target.startsWith('scripts/')) return undefined;
  return `import of "${specifier}" leaves ${folder}, expected a package: another room is reached through its \`exports\``;
}

function packageProblem(
  file: SourceFile,
  { specifier, typeOnly }: Import,
  { folder }: Member,
  members: readonly Member[],
): string | undefined {
  if (!specifier.startsWith(SCOPE)) return undefined;
  const [name = '', ...rest] = specifier.slice(SCOPE.length).split('/');
  const room = ROOMS[folder];
  if (room === undefined) return undefined;
  const self = folder.endsWith(`/${name}`);
  const asType = room.types.includes(name) && (typeOnly || isDevelopment(file.path, folder));
  const entry = [name, ...rest].join('/');
  if (!self && !asType && !room.imports.includes(name) && !room.imports.includes(entry)) {
    const may = room.imports.length === 0 ? 'nothing of ours' : room.imports.join(', ');
    const types = room.types.length === 0 ? '' : `, and types of ${room.types.join(', ')}`;
    return `${folder} imports "${specifier}", expected at run time ${may}${types}`;
  }
  const target = members.find((member) => member.folder.endsWith(`/${name}`));
  // Data has no entry points: the site reads its files.
  if (target === undefined || name === 'content') return undefined;
  const subpath = rest.length === 0 ? '.' : `./${rest.join('/')}`;
  if (target.exports.some((key) => matchesExport(key, subpath))) return undefined;
  return `"${specifier}" is no entry point, expected one of the \`exports\` of ${target.folder}: ${target.exports.join(', ')}`;
}

function matchesExport(key: string, subpath: string): boolean {
  const [before = '', after] = key.split('*', 2);
  if (after === undefined) return key === subpath;
  return subpath.startsWith(before) && subpath.endsWith(after) && subpath.length > before.length + after.length;
}

/** One problem for each group of files that import each other, at the import that closes the circle. */
function cycleProblems(files: readonly SourceFile[]): FloorProblem[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const state = new Map<string, 'open' | 'done'>();
  const problems: FloorProblem[] = [];
  const trail: string[] = [];
  const visit = (file: SourceFile): void => {
    state.set(file.path, 'open');
    trail.push(file.path);
    for (const item of file.imports) {
      if (!item.specifier.startsWith('.')) continue;
      const target = byPath.get(posix.join(posix.dirname(file.path), item.specifier));
      if (target === undefined) continue;
      if (state.get(target.path) === 'open') {
        const circle = [...trail.slice(trail.indexOf(target.path)), target.path].join(' -> ');
        const message = `import cycle ${circle}, expected none: move what both need into a file of its own`;
        problems.push({ path: file.path, line: item.line, column: item.column, message });
      } else if (state.get(target.path) === undefined) {
        visit(target);
      }
    }
    trail.pop();
    state.set(file.path, 'done');
  };
  for (const file of files) if (state.get(file.path) === undefined) visit(file);
  return problems;
}
