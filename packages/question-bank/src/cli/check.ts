import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { FORMATS, type Format, formatReport } from '../report.ts';
import { type Context, Exit, type SharedOptions } from './context.ts';
import { count, makeCommand, usage } from './shared.ts';

interface CheckOptions extends SharedOptions {
  readonly format: string;
  readonly maxWarnings?: string;
}

/** `notebank check [FILE...]` */
export function addCheck(program: Command, context: Context): void {
  makeCommand(program, context, 'check', 'Check the bank, or some files of it, and print every problem at once.')
    .argument('[files...]', 'files to report on; rules across files still see the whole bank')
    .option('--format <format>', `how to report: ${FORMATS.join(', ')}`, 'human')
    .option('--max-warnings <number>', 'fail when there are more warnings than this')
    .addHelpText(
      'after',
      `
Examples:
  notebank check
  notebank check content/questions/sqs/sqs-visibility.md
  notebank check --format github --max-warnings 0`,
    )
    .action((files: readonly string[], options: CheckOptions) => check(context, files, options));
}

async function check(context: Context, files: readonly string[], options: CheckOptions): Promise<void> {
  const { format } = options;
  if (!isFormat(format)) throw usage(`format \`${format}\``, `one of ${FORMATS.join(', ')}`);
  const maxWarnings = options.maxWarnings === undefined ? Number.POSITIVE_INFINITY : Number(options.maxWarnings);
  if (Number.isNaN(maxWarnings) || maxWarnings < 0) {
    throw usage(`--max-warnings ${options.maxWarnings}`, 'a number that is not negative');
  }
  const wanted = files.map((file) => context.resolve(file));
  for (const [index, path] of wanted.entries()) {
    if (!existsSync(path)) throw usage(`file \`${files[index]}\``, 'a file that exists');
  }

  const result = await context.load();
  const shown = result.files.filter((file) => wanted.length === 0 || wanted.includes(context.resolve(file.path)));
  const messages = shown.flatMap((file) => file.messages);
  const errors = messages.filter((message) => message.fatal).length;
  const warnings = messages.length - errors;
  const report = formatReport(shown, format, { cwd: context.io.cwd, color: context.color });
  if (report !== '') context.print(report);
  if (format === 'human' && messages.length === 0) {
    const { bank, read } = result;
    const what =
      wanted.length > 0
        ? count(wanted.length, 'file')
        : `${count(bank.questions.size, 'question')} and ${count(bank.notes.size, 'note')}`;
    context.print(
      `${what} checked, no problem found${read.cached > 0 ? ` (${read.cached} of ${read.files} files unchanged)` : ''}.`,
    );
  }
  if (errors > 0 || warnings > maxWarnings) throw new Exit(1);
}

function isFormat(format: string): format is Format {
  return (FORMATS as readonly string[]).includes(format);
}
