import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { capture, root, SOURCE_CONDITION, workspaceFolders } from './run.ts';

/** What became of a check. */
export interface Finding {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** What the check printed when it failed, or why it was skipped. */
  readonly output: string;
  readonly seconds: number;
}

/** A check: a command that ends with 0 when all is well. */
export interface Check {
  readonly name: string;
  run(): Promise<{ readonly code: number; readonly output: string }>;
}

const command = (name: string, file: string, args: readonly string[], folder = '.'): Check => ({
  name,
  run: () => capture(file, args, { folder }),
});

const script = (name: string, path: string, ...args: string[]): Check =>
  command(name, 'node', [`--conditions=${SOURCE_CONDITION}`, path, ...args]);

/** Every check of the repository that needs neither a browser nor a built site. */
export function allChecks(): Check[] {
  const typed = ['scripts', ...workspaceFolders()].filter(
    (folder) => !folder.startsWith('apps/') && existsSync(join(root, folder, 'tsconfig.json')),
  );
  return [
    ...typed.map((folder) => command(`types: ${folder}`, 'tsc', ['-p', join(folder, 'tsconfig.json')])),
    command('types: apps/docs', 'astro', ['check', '--minimumFailingSeverity', 'warning'], 'apps/docs'),
    command('types: apps/docs/test/e2e', 'tsc', ['-p', 'apps/docs/test/e2e/tsconfig.json']),
    command('format and lint', 'biome', ['check', '--error-on-warnings', '--no-errors-on-unmatched', '.']),
    script('floors', 'scripts/check-floors.ts'),
    script('generated schemas', 'scripts/generate-schemas.ts', '--check'),
    script('content', 'packages/question-bank/bin/notebank.js', 'check', '--max-warnings', '0'),
    script('content counts', 'packages/question-bank/bin/notebank.js', 'stats', '--gate'),
  ];
}

/** Checks of the built site. */
export function siteChecks(): Check[] {
  return [script('budgets', 'scripts/verbs/budgets.ts', '--no-build')];
}

/** Runs checks, some at a time, and tells of each as it ends. Findings come in the order of the checks. */
export async function runChecks(
  checks: readonly Check[],
  onEnd: (finding: Finding) => void,
  atOnce = 2,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  let next = 0;
  const worker = async () => {
    while (next < checks.length) {
      const index = next++;
      const check = checks[index];
      if (check === undefined) return;
      const finding = await runCheck(check);
      findings[index] = finding;
      onEnd(finding);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return findings;
}

async function runCheck(check: Check): Promise<Finding> {
  const begin = performance.now();
  const { code, output } = await check.run();
  const seconds = (performance.now() - begin) / 1000;
  return { name: check.name, state: code === 0 ? 'passed' : 'failed', output, seconds };
}

/** One line for a finding, and below it what a failed check printed. */
export function formatFinding({ name, state, output, seconds }: Finding): string {
  const sign = { passed: '✓', failed: '✗', skipped: '-' }[state];
  const line = `${sign} ${name} (${seconds.toFixed(1)} s)`;
  if (state === 'passed') return line;
  return `${line}\n${output.trimEnd().replaceAll(/^/gm, '    ')}`;
}
