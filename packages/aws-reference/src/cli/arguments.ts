import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { Problem } from './problem.ts';

/** Every option; which command has which stands in {@link COMMAND_OPTIONS}. */
const OPTIONS = {
  curl: { type: 'string' },
  url: { type: 'string' },
  method: { type: 'string', short: 'X' },
  header: { type: 'string', short: 'H', multiple: true },
  body: { type: 'string', short: 'd' },
  'body-file': { type: 'string' },
  region: { type: 'string' },
  service: { type: 'string' },
  date: { type: 'string' },
  'encode-path': { type: 'string' },
  'normalize-path': { type: 'boolean' },
  'unsigned-payload': { type: 'boolean' },
  format: { type: 'string' },
  expires: { type: 'string' },
  'max-skew': { type: 'string' },
  error: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsOptionsConfig;

export type OptionName = keyof typeof OPTIONS;

/** Values of the options that were given. */
export type Values = { readonly [Name in Exclude<OptionName, 'header' | Flag>]?: string | undefined } & {
  readonly [Name in Flag]?: boolean | undefined;
} & { readonly header?: string[] | undefined };

type Flag = 'normalize-path' | 'unsigned-payload' | 'help';

export interface Arguments {
  readonly values: Values;
  readonly files: readonly string[];
}

const PROBLEMS: Readonly<Record<string, readonly [found: string, expected: string]>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: ['is no option of this command', 'one of its options'],
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: ['has a value too much or too little', 'a value where it takes one'],
};

const VALUED: ReadonlyMap<string, string> = new Map(
  Object.entries(OPTIONS)
    .filter(([, { type }]) => type === 'string')
    .flatMap(
      ([name, option]) => [[`--${name}`, name], ...('short' in option ? [[`-${option.short}`, name]] : [])] as const,
    )
    .map(([flag = '', name = '']): [string, string] => [flag, name]),
);

/** The arguments with each value joined to its option: one that begins with `-`, such as a body, is a value too. */
function joinValues(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') return [...joined, ...args.slice(at)];
    const name = VALUED.get(arg);
    const value = args[at + 1];
    if (name !== undefined && value !== undefined) at++;
    joined.push(name === undefined || value === undefined ? arg : `--${name}=${value}`);
  }
  return joined;
}

/**
 * Reads the arguments of a command.
 *
 * @throws {@link Problem} for an option that the command has not. No value is repeated.
 */
export function readArguments(command: string, args: readonly string[], names: readonly OptionName[]): Arguments {
  const options = Object.fromEntries(names.map((name) => [name, OPTIONS[name]]));
  try {
    const { values, positionals } = parseArgs({
      args: joinValues(args),
      options,
      allowPositionals: true,
      allowNegative: true,
    });
    return { values: values as Values, files: positionals };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const [found, expected] = PROBLEMS[code] ?? [];
    if (!(error instanceof Error) || found === undefined || expected === undefined) throw error;
    const option = /'(-[^'\s]*)/.exec(error.message)?.[1] ?? 'an option';
    throw new Problem(
      `notebank-sigv4 ${command}`,
      `${option} ${found}`,
      expected,
      `See \`notebank-sigv4 ${command} --help\`.`,
    );
  }
}

/** One of the values that an option takes. */
export function choice<const Choice extends string>(
  name: OptionName,
  value: string,
  choices: readonly Choice[],
): Choice {
  const found = choices.find((one) => one === value);
  if (found === undefined) throw new Problem(`--${name}`, `\`${value}\``, `one of ${choices.join(', ')}`);
  return found;
}

/** A whole number of seconds. */
export function seconds(name: OptionName, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new Problem(`--${name}`, `\`${value}\``, 'a whole number of seconds');
  return Number(value);
}
