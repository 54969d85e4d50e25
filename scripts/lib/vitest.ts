import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';
import { type Tally, tallyVitest, type VitestReport } from './tally.ts';

/** Runs vitest over all projects, shows its own report and counts the tests. */
export async function runVitest(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly tally: Tally }> {
  const folder = mkdtempSync(join(tmpdir(), 'notebank-test-'));
  const file = join(folder, 'report.json');
  try {
    const code = await run(
      'vitest',
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
      {
        env,
      },
    );
    const tally = tallyVitest(readReport(file));
    // vitest may fail for a reason that its report does not hold, such as an error after the last test.
    return { code, tally: code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  } catch {
    return undefined;
  }
}
