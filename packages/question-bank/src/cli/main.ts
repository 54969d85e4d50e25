import { Command, CommanderError } from 'commander';
import { BankError } from '../errors.ts';
import { addCheck } from './check.ts';
import { Context, Exit, type Surroundings } from './context.ts';
import { addExport } from './export.ts';
import { addInit } from './init.ts';
import { addLock } from './lock.ts';
import { addNew } from './new.ts';
import { addPreview } from './preview.ts';
import { addReview } from './review.ts';
import { addStats } from './stats.ts';

export type { Surroundings } from './context.ts';

/** Exit code of content or work that failed. */
const FAILED = 1;
/** Exit code of wrong arguments. */
const USAGE = 2;

/**
 * Runs `notebank`.
 *
 * @param argv - Arguments after the name of the program.
 * @returns the exit code: 0 when all is well, 1 when content or work failed, 2 for wrong arguments.
 */
export async function main(argv: readonly string[], io: Surroundings): Promise<number> {
  const context = new Context(io);
  const program = makeProgram(context);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    if (error instanceof BankError) {
      context.warn(error.message);
      return error.code === 'USAGE' ? USAGE : FAILED;
    }
    throw error;
  }
}

function makeProgram(context: Context): Command {
  const { stdout, stderr } = context.io;
  const program = new Command('notebank')
    .description('One folder of Markdown notes and questions: checked, previewed, exported.')
    .showHelpAfterError('(`notebank --help` lists the commands)')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .addHelpText(
      'after',
      `
Examples:
  notebank init my-bank              make an empty bank
  notebank new question --topic sqs  begin a question, with everything it needs
  notebank check                     check every file of the bank
  notebank preview questions/sqs/sqs-visibility.md
  notebank export --out decks        write decks, CSV and JSON

A bank is a folder with a bank.yaml; commands find it at or above the working folder, or in its content/.`,
    );
  for (const add of [addInit, addCheck, addPreview, addExport, addNew, addReview, addLock, addStats])
    add(program, context);
  return program;
}
