import { readFileSync } from 'node:fs';
import { type Analysis, checkPackage, createPackageFromTarballData, type Problem } from '@arethetypeswrong/core';
import { problemAffectsEntrypoint, problemKindInfo } from '@arethetypeswrong/core/problems';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/**
 * What `attw --profile esm-only` leaves out: the resolution of old, which knows no `exports`, and `require`, which Nodes
 * older than ours refuse for ES modules.
 */
const LEFT_OUT: readonly string[] = ['node10', 'node16-cjs'];

/** Entry points that are no modules have no types. publint sees that their files are there. */
const NO_MODULE = /\.(?:css|json)$|\*/;

/**
 * Everything that publint and attw find in a package as it is published, suggestions too.
 *
 * @param tarball - Path, as `pnpm pack` wrote it.
 * @returns lines `PACKAGE: MESSAGE (TOOL CODE)`. The message names an entry point, or a field of the manifest.
 */
export async function packageProblems(tarball: string): Promise<string[]> {
  const bytes = new Uint8Array(readFileSync(tarball));
  return [...(await manifestProblems(bytes)), ...(await typeProblems(bytes))];
}

async function manifestProblems(bytes: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer } });
  return messages.map(
    (message) => `${pkg.name}: ${formatMessage(message, pkg, { color: false })} (publint ${message.code})`,
  );
}

async function typeProblems(bytes: Uint8Array): Promise<string[]> {
  const published = createPackageFromTarballData(bytes);
  const analysis = await checkPackage(published, { excludeEntrypoints: [NO_MODULE] });
  const { packageName: name } = analysis;
  if (analysis.types === false) {
    // Data has nothing to type.
    const modules = published.listFiles().filter((file) => /\.[cm]?js$/.test(file));
    return modules.length === 0 ? [] : [`${name}: The package has modules, but no types. (attw NoTypes)`];
  }
  return analysis.problems
    .filter((problem) => !('resolutionKind' in problem && LEFT_OUT.includes(problem.resolutionKind)))
    .map((problem) => `${name}: ${describe(problem, analysis)} (attw ${problem.kind})`);
}

/** `"./html" (bundler): Import resolved to ...` */
function describe(problem: Problem, analysis: Analysis): string {
  const entries = Object.keys(analysis.entrypoints)
    .filter((entry) => problemAffectsEntrypoint(problem, entry, analysis))
    .map((entry) => `"${entry}"`);
  const inside = `/node_modules/${analysis.packageName}/`;
  const details = [
    'resolutionKind' in problem ? problem.resolutionKind : undefined,
    'fileName' in problem ? problem.fileName.replace(inside, '') : undefined,
    'typesFileName' in problem ? problem.typesFileName.replace(inside, '') : undefined,
    'moduleSpecifier' in problem ? `import of "${problem.moduleSpecifier}"` : undefined,
  ].filter((detail) => detail !== undefined);
  return `${entries.join(', ')} (${details.join(', ')}): ${problemKindInfo[problem.kind].description}`;
}
