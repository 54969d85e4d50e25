import { Command } from 'commander';
import { BankError } from '../errors.ts';
import type { LoadResult } from '../load/load.ts';
import { formatReport } from '../report.ts';
import { type Context, Exit, type SharedOptions } from './context.ts';

/** A command with the options that every command has. */
export function makeCommand<O extends SharedOptions>(
  program: Command,
  context: Context,
  name: string,
  description: string,
): Command {
  const command = new Command(name)
    .description(description)
    .option('--content <dir>', 'folder of the bank (default: the nearest one)')
    .option('--no-cache', 'read every file anew')
    .showHelpAfterError(`(\`notebank ${name.split(' ')[0]} --help\` shows examples)`)
    .showSuggestionAfterError()
    .copyInheritedSettings(program)
    .hook('preAction', (_, action) => context.use(action.optsWithGlobals<O>()));
  program.addCommand(command);
  return command;
}

/** A wrong argument, said in the grammar of every other message. */
export function usage(found: string, expected: string, mend = ''): BankError {
  return new BankError('USAGE', `Unexpected ${found}, expected ${expected}.${mend === '' ? '' : ` ${mend}`}`);
}

/** Stops with the report when the bank has errors. */
export function requireWhole(context: Context, result: LoadResult): void {
  if (result.errors === 0) return;
  context.warn(formatReport(result.files, 'human', { cwd: context.io.cwd, color: context.color }));
  throw new Exit(1);
}

/** A count with its noun: `1 question`, `2 questions`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
