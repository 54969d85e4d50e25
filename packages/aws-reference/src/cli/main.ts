import { SigV4Error } from '../sigv4/index.ts';
import { readArguments } from './arguments.ts';
import type { Command } from './commands/command.ts';
import { diagnose } from './commands/diagnose.ts';
import { explain } from './commands/explain.ts';
import { presign } from './commands/presign.ts';
import { sign } from './commands/sign.ts';
import { verify } from './commands/verify.ts';
import { commandHelp } from './help.ts';
import { Problem, USAGE } from './problem.ts';
import { type Surroundings, Terminal } from './surroundings.ts';

export type { Surroundings } from './surroundings.ts';

const COMMANDS: ReadonlyMap<string, Command> = new Map(Object.entries({ sign, presign, verify, explain, diagnose }));

/**
 * Runs `notebank-sigv4`. Nothing that it prints holds the secret access key; the session token is only in what `sign` and
 * `presign` print, because it travels with the request.
 *
 * @param argv - Arguments after the name of the program.
 * @returns the exit code: 0 when all is well, 1 when a signature is refused or a cause was found, 2 for wrong arguments or
 * input.
 */
export async function main(argv: readonly string[], io: Surroundings): Promise<number> {
  const terminal = new Terminal(io);
  try {
    return await run(argv, terminal);
  } catch (error) {
    if (!(error instanceof Problem || error instanceof SigV4Error)) throw error;
    terminal.note(error instanceof SigV4Error ? `${error.message}${mendFor(error)}` : error.message);
    return USAGE;
  }
}

async function run([name, ...rest]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.tell(programHelp());
    return name === undefined ? USAGE : 0;
  }
  const command = COMMANDS.get(name);
  if (command === undefined) {
    throw new Problem(
      'notebank-sigv4',
      'another command',
      `one of ${[...COMMANDS.keys()].join(', ')}`,
      'See `notebank-sigv4 --help`.',
    );
  }
  const args = readArguments(name, rest, command.options);
  if (args.values.help !== true) return command.run(args, terminal);
  terminal.tell(commandHelp(name, command));
  return 0;
}

function programHelp(): string {
  const lines = [...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return `Usage: notebank-sigv4 COMMAND [FILE] [options]

AWS Signature Version 4 for requests in raw HTTP, curl command lines or options.

Commands:
${lines.join('\n')}

\`notebank-sigv4 COMMAND --help\` shows the options of a command and an example.
Exit codes: 0 good, 1 refused or a cause found, 2 wrong arguments or input.
`;
}

/** What to do about the signer's errors here. */
const MENDS: Readonly<Record<string, string>> = {
  'credentials.accessKeyId': 'Look at AWS_ACCESS_KEY_ID: it holds a character that no id has.',
  'credentials.sessionToken': 'Look at AWS_SESSION_TOKEN: white space or a line break was copied with it.',
  'headers.host': 'Add a Host header, or give the whole URL.',
  region: 'Look at --region or AWS_REGION.',
  service: 'Look at --service.',
  expiresInSeconds: 'Give --expires a number in this range.',
};

function mendFor({ code, field }: SigV4Error): string {
  const mend =
    MENDS[field] ?? (code === 'AlreadySigned' ? 'Use verify, explain or diagnose for a signed request.' : '');
  return mend === '' ? '' : `. ${mend}`;
}
