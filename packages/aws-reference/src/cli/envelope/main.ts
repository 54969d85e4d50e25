import { type Program, runProgram } from '../shared/program.ts';
import { type Surroundings, Terminal } from '../shared/surroundings.ts';
import { OPTIONS, type OptionName, type Values } from './arguments.ts';
import { decrypt } from './commands/decrypt.ts';
import { encrypt } from './commands/encrypt.ts';
import { inspect } from './commands/inspect.ts';
import { failureOf } from './failure.ts';
import { INPUT_HELP, OPTION_HELP } from './help.ts';

export type { Surroundings } from '../shared/surroundings.ts';

const PROGRAM: Program<OptionName, Values> = {
  name: 'notebank-envelope',
  about: "Envelope encryption of files and pipes, in the AWS Encryption SDK's message format.",
  exitCodes: '0 good, 1 refused, 2 wrong arguments, input or output',
  input: INPUT_HELP,
  commands: new Map(Object.entries({ encrypt, decrypt, inspect })),
  options: OPTIONS,
  optionHelp: OPTION_HELP,
};

/** Exit code of a program that Ctrl+C ended, as shells count. */
const INTERRUPTED = 130;

/**
 * Runs `notebank-envelope`. No key and no plaintext is in what it tells; plaintext goes to the output only.
 *
 * @param argv - Arguments after the name of the program.
 * @returns the exit code: 0 when all is well, 1 when a message is refused, 2 for wrong arguments, input or output, 130
 * when `io.signal` ended it: at once, and the file that was being written is gone.
 */
export async function main(argv: readonly string[], io: Surroundings): Promise<number> {
  return await Promise.race([run(argv, new Terminal(io, PROGRAM.name)), interruption(io.signal)]);
}

async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await runProgram(PROGRAM, argv, terminal);
  } catch (error) {
    const failure = failureOf(error, argv[0] === 'encrypt');
    if (failure === undefined) throw error;
    for (const line of failure.lines) terminal.note(line);
    return failure.code;
  }
}

function interruption(signal: AbortSignal | undefined): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const end = (): void => resolve(INTERRUPTED);
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end);
  return promise;
}
