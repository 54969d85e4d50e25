import { join } from 'node:path';
import type { Command } from 'commander';
import { folderMedia } from '../export/index.ts';
import { formatLock, type LockProblem, updateLock } from '../lock.ts';
import { type Context, Exit, type SharedOptions } from './context.ts';
import { count, makeCommand, requireWhole, usage } from './shared.ts';
import { writeWhole } from './write-file.ts';

interface LockOptions extends SharedOptions {
  readonly rerendered?: boolean;
  readonly releaseTime?: string;
}

/** `notebank lock` */
export function addLock(program: Command, context: Context): void {
  makeCommand(program, context, 'lock', 'Write bank.lock.jsonl, when a release is cut.')
    .option('--rerendered', 'confirm that many Anki notes change though no answer did')
    .option('--release-time <seconds>', 'seconds since the epoch (default: SOURCE_DATE_EPOCH, else now)')
    .addHelpText('after', '\nExamples:\n  notebank lock\n  notebank lock --rerendered')
    .action((options: LockOptions) => lock(context, options));
}

async function lock(context: Context, options: LockOptions): Promise<void> {
  const releaseTime = Number(options.releaseTime ?? context.io.env.SOURCE_DATE_EPOCH ?? Math.floor(Date.now() / 1000));
  if (!Number.isSafeInteger(releaseTime) || releaseTime < 0) {
    throw usage(
      `release time \`${options.releaseTime ?? context.io.env.SOURCE_DATE_EPOCH}\``,
      'whole seconds since the epoch',
    );
  }
  const result = await context.load();
  requireWhole(context, result);
  const { bank } = result;
  const { lines, changed, problems } = updateLock(bank, bank.lock, {
    releaseTime,
    rerendered: options.rerendered === true,
    media: folderMedia(bank.root),
  });
  for (const problem of problems) context.warn(formatLockProblem(problem));
  if (problems.some(({ severity }) => severity === 'error')) throw new Exit(1);
  await writeWhole(join(bank.root, 'bank.lock.jsonl'), formatLock(lines));
  context.print(`bank.lock.jsonl: ${count(lines.length, 'line')}, ${changed.length} changed.`);
}

/** A problem of the lock on one line. */
export function formatLockProblem({ severity, found, expected, mend }: LockProblem): string {
  return `${severity}: bank.lock.jsonl: Unexpected ${found}, expected ${expected}. ${mend}`;
}
