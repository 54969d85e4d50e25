import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { Problem } from './problem.ts';

/** Values of the options that were given. */
export type ValuesOf<Options extends ParseArgsOptionsConfig> = {
  readonly [Name in keyof Options]?: ValueOf<Options[Name]> | undefined;
};

type ValueOf<Option> = Option extends { multiple: true }
  ? readonly string[]
  : Option extends { type: 'boolean' }
    ? boolean
    : string;

export interface Arguments<Values> {
  readonly values: Values;
  readonly files: readonly string[];
}

const PROBLEMS: Readonly<Record<string, readonly [found: string, expected: string]>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: ['is no option of this command', 'one of its options'],
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: ['has a value too much or too little', 'a value where it takes one'],
};

/** The name of an option that takes a value, by what is written for it. */
function valued(options: ParseArgsOptionsConfig): ReadonlyMap<string, string> {
  const written = Object.entries(options)
    .filter(([, { type }]) => type === 'string')
    .flatMap(([name, { short }]) => [[`--${name}`, name], ...(short ? [[`-${short}`, name]] : [])] as const);
  return new Map(written.map(([flag = '', name = '']): [string, string] => [flag, name]));
}

/** The arguments with each value joined to its option: one that begins with `-`, such as a body, is a value too. */
function joinValues(args: readonly string[], names: ReadonlyMap<string, string>): string[] {
  const joined: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') return [...joined, ...args.slice(at)];
    const name = names.get(arg);
    const value = args[at + 1];
    if (name !== undefined && value !== undefined) at++;
    joined.push(name === undefined || value === undefined ? arg : `--${name}=${value}`);
  }
  return joined;
}

/**
 * Reads the arguments of a command.
 *
 * @param command - As it is called: `notebank-sigv4 sign`.
 * @param options - Every option of the program.
 * @param names - Those of the command.
 * @throws {@link Problem} for an option that the command has not. No value is repeated.
 */
export function readArguments<Values>(
  command: string,
  args: readonly string[],
  options: ParseArgsOptionsConfig,
  names: readonly string[],
): Arguments<Values> {
  const own = Object.fromEntries(Object.entries(options).filter(([name]) => names.includes(name)));
  try {
    const { values, positionals } = parseArgs({
      args: joinValues(args, valued(options)),
      options: own,
      allowPositionals: true,
      allowNegative: true,
    });
    return { values: values as Values, files: positionals };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const [found, expected] = PROBLEMS[code] ?? [];
    if (!(error instanceof Error) || found === undefined || expected === undefined) throw error;
    const option = /'(-[^'\s]*)/.exec(error.message)?.[1] ?? 'an option';
    throw new Problem(command, `${option} ${found}`, expected, `See \`${command} --help\`.`);
  }
}

/** One of the values that an option takes. */
export function choice<const Choice extends string>(name: string, value: string, choices: readonly Choice[]): Choice {
  const found = choices.find((one) => one === value);
  if (found === undefined) throw new Problem(`--${name}`, `\`${value}\``, `one of ${choices.join(', ')}`);
  return found;
}
