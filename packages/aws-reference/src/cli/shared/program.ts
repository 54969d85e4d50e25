import type { ParseArgsOptionsConfig } from 'node:util';
import { type Arguments, readArguments } from './arguments.ts';
import { Problem, USAGE } from './problem.ts';
import type { Terminal } from './surroundings.ts';

/** A command: what its help says, and what it does. */
export interface Command<OptionName extends string, Values> {
  readonly summary: string;
  readonly options: readonly OptionName[];
  /** Texts of options that differ by command. */
  readonly texts?: Partial<Record<OptionName, string>>;
  readonly details: string;
  /** Runs as it stands. */
  readonly example: string;
  /** @returns the exit code. */
  run(args: Arguments<Values>, terminal: Terminal): Promise<number>;
}

/** What an option does: how it is written, and a text. */
export type OptionHelp<OptionName extends string> = Readonly<
  Record<OptionName, readonly [usage: string, text: string]>
>;

/** A program of several commands. */
export interface Program<OptionName extends string, Values> {
  readonly name: string;
  readonly about: string;
  readonly exitCodes: string;
  /** What every command reads. */
  readonly input: string;
  readonly commands: ReadonlyMap<string, Command<OptionName, Values>>;
  readonly options: ParseArgsOptionsConfig;
  readonly optionHelp: OptionHelp<OptionName>;
}

/**
 * Runs the command that the arguments name, or shows help.
 *
 * @returns the exit code.
 * @throws {@link Problem} and whatever the command throws.
 */
export async function runProgram<OptionName extends string, Values extends { readonly help?: boolean | undefined }>(
  program: Program<OptionName, Values>,
  [name, ...rest]: readonly string[],
  terminal: Terminal,
): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.tell(programHelp(program));
    return name === undefined ? USAGE : 0;
  }
  const command = program.commands.get(name);
  if (command === undefined) {
    throw new Problem(
      program.name,
      'another command',
      `one of ${[...program.commands.keys()].join(', ')}`,
      `See \`${program.name} --help\`.`,
    );
  }
  const args = readArguments<Values>(`${program.name} ${name}`, rest, program.options, command.options);
  if (args.values.help !== true) return command.run(args, terminal);
  terminal.tell(commandHelp(program, name, command));
  return 0;
}

function programHelp<OptionName extends string, Values>(program: Program<OptionName, Values>): string {
  const lines = [...program.commands].map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return `Usage: ${program.name} COMMAND [FILE] [options]

${program.about}

Commands:
${lines.join('\n')}

\`${program.name} COMMAND --help\` shows the options of a command and an example.
Exit codes: ${program.exitCodes}.
`;
}

/** Of the column in which options stand, at least. */
const WIDTH = 26;

function commandHelp<OptionName extends string, Values>(
  program: Program<OptionName, Values>,
  name: string,
  { summary, options, texts, details, example }: Command<OptionName, Values>,
): string {
  const width = Math.max(WIDTH, ...options.map((option) => program.optionHelp[option][0].length + 2));
  const lines = options.map((option) => {
    const [usage, text] = program.optionHelp[option];
    return `  ${usage.padEnd(width)}${texts?.[option] ?? text}`;
  });
  return `Usage: ${program.name} ${name} [FILE] [options]

${summary}

${program.input}

Options:
${lines.join('\n')}

${details}

Example:
  ${example}
`;
}
