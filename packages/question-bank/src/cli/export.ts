import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Command } from 'commander';
import { exportFiles } from '../export/files.ts';
import { type Context, Exit, type SharedOptions } from './context.ts';
import { formatLockProblem } from './lock.ts';
import { makeCommand, requireWhole, usage } from './shared.ts';
import { writeWhole } from './write-file.ts';

interface ExportOptions extends SharedOptions {
  readonly out: string;
  readonly format: string;
  readonly frozen?: boolean;
}

const EXPORTS = ['apkg', 'csv', 'anki-text', 'json'] as const;

/** `notebank export` */
export function addExport(program: Command, context: Context): void {
  makeCommand(program, context, 'export', 'Write decks, CSV, Anki text and JSON.')
    .option('--out <dir>', 'folder to write into', 'dist')
    .option('--format <formats>', `any of ${EXPORTS.join(',')}`, EXPORTS.join(','))
    .option('--frozen', 'fail when bank.lock.jsonl is stale')
    .addHelpText('after', '\nExamples:\n  notebank export --out decks\n  notebank export --format apkg --frozen')
    .action((options: ExportOptions) => runExport(context, options));
}

async function runExport(context: Context, options: ExportOptions): Promise<void> {
  const formats = options.format.split(',').map((format) => format.trim());
  const unknown = formats.find((format) => !(EXPORTS as readonly string[]).includes(format));
  if (unknown !== undefined) throw usage(`format \`${unknown}\``, `any of ${EXPORTS.join(', ')}`);
  const epoch = context.io.env.SOURCE_DATE_EPOCH;
  const releaseTime = epoch === undefined || epoch === '' ? undefined : Number(epoch);
  if (releaseTime !== undefined && !Number.isSafeInteger(releaseTime)) {
    throw usage(`SOURCE_DATE_EPOCH \`${epoch}\``, 'whole seconds since the epoch');
  }
  const result = await context.load();
  requireWhole(context, result);
  const { files, problems } = exportFiles(result.bank, {
    formats: formats as (typeof EXPORTS)[number][],
    frozen: options.frozen === true,
    version: contentVersion(result.bank.root),
    ...(releaseTime === undefined ? {} : { releaseTime }),
  });
  reportLock(context, problems);
  const out = context.resolve(options.out);
  for (const { name, bytes } of files) await writeWhole(join(out, name), bytes);
  for (const { name, bytes, notes } of files)
    context.print(`${join(options.out, name)}  ${bytes.length} bytes, ${notes} questions`);
}

/** Errors of a frozen lock one by one, warnings as one line: an author between releases has many. */
function reportLock(context: Context, problems: Parameters<typeof formatLockProblem>[0][]): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  for (const problem of errors) context.warn(formatLockProblem(problem));
  if (errors.length > 0) throw new Exit(1);
  if (problems.length > 0) {
    context.warn(
      `warning: bank.lock.jsonl is stale for ${problems.length} questions. \`notebank lock\` writes it when a release is cut.`,
    );
  }
}

/** Version of the content's package, when it is one. */
function contentVersion(root: string): string {
  try {
    const { version } = createRequire(join(root, 'bank.yaml'))('./package.json') as { version?: unknown };
    return typeof version === 'string' ? version : '0.0.0';
  } catch {
    return '0.0.0';
  }
}
