import { SigV4Error } from '../../sigv4/index.ts';
import { Problem, USAGE } from '../shared/problem.ts';
import { type Program, runProgram } from '../shared/program.ts';
import { type Surroundings, Terminal } from '../shared/surroundings.ts';
import { OPTIONS, type OptionName, type Values } from './arguments.ts';
import { diagnose } from './commands/diagnose.ts';
import { explain } from './commands/explain.ts';
import { presign } from './commands/presign.ts';
import { sign } from './commands/sign.ts';
import { verify } from './commands/verify.ts';
import { INPUT_HELP, OPTION_HELP } from './help.ts';

export type { Surroundings } from '../shared/surroundings.ts';

const PROGRAM: Program<OptionName, Values> = {
  name: 'notebank-sigv4',
  about: 'AWS Signature Version 4 for requests in raw HTTP, curl command lines or options.',
  exitCodes: '0 good, 1 refused or a cause found, 2 wrong arguments or input',
  input: INPUT_HELP,
  commands: new Map(Object.entries({ sign, presign, verify, explain, diagnose })),
  options: OPTIONS,
  optionHelp: OPTION_HELP,
};

/**
 * Runs `notebank-sigv4`. Nothing that it prints holds the secret access key; the session token is only in what `sign` and
 * `presign` print, because it travels with the request.
 *
 * @param argv - Arguments after the name of the program.
 * @returns the exit code: 0 when all is well, 1 when a signature is refused or a cause was found, 2 for wrong arguments or
 * input.
 */
export async function main(argv: readonly string[], io: Surroundings): Promise<number> {
  const terminal = new Terminal(io, PROGRAM.name);
  try {
    return await runProgram(PROGRAM, argv, terminal);
  } catch (error) {
    if (!(error instanceof Problem || error instanceof SigV4Error)) throw error;
    terminal.note(error instanceof SigV4Error ? `${error.message}${mendFor(error)}` : error.message);
    return USAGE;
  }
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
