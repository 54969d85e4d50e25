// Fails when an import goes up, goes around the `exports` of a package, or closes a circle.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { floorProblems, type SourceFile } from './lib/floors.ts';
import { readImports } from './lib/imports.ts';
import { manifest, root, workspaceFolders } from './lib/run.ts';

const CODE = /\.(?:[cm]?[jt]sx?|astro)$/;
const NOT_OURS = new Set(['node_modules', 'dist', '.astro', '.turbo', '.cache', 'fixtures']);

function codeFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : codeFiles(path);
    return CODE.test(entry.name) ? [path] : [];
  });
}

const folders = workspaceFolders();
const files: SourceFile[] = folders
  .flatMap(codeFiles)
  .map((path) => ({ path, imports: readImports(path, readFileSync(join(root, path), 'utf8')) }));
const members = folders.map((folder) => ({ folder, exports: Object.keys(manifest(folder).exports ?? {}) }));
const problems = floorProblems(files, members);

for (const { path, line, column, message } of problems) console.error(`${path}:${line}:${column}: ${message}`);
console.log(`${files.length} files in ${folders.length} rooms, ${problems.length} problems`);
if (problems.length > 0) process.exitCode = 1;
