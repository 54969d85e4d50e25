import process from 'node:process';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** An option of a verb: how `node:util` reads it, and one line of help. */
export interface VerbOption {
  readonly type: 'boolean' | 'string';
  readonly what: string;
  /** Word for the value in the help: `--port <number>`. */
  readonly value?: string;
}

export interface Verb<Names extends string> {
  /** As typed after `npm run`. */
  readonly name: string;
  readonly what: string;
  readonly options: Readonly<Record<Names, VerbOption>>;
  readonly examples: readonly string[];
  /** Name of positional arguments in the help, when the verb takes any. */
  readonly positionals?: string;
}

export interface Arguments<Names extends string> {
  readonly flags: Readonly<Partial<Record<Names, boolean>>>;
  readonly values: Readonly<Partial<Record<Names, string>>>;
  readonly positionals: readonly string[];
}

/** Help of a verb: what it does, its options, examples. */
export function help<Names extends string>(verb: Verb<Names>): string {
  const positionals = verb.positionals === undefined ? '' : ` [${verb.positionals}]`;
  const entries: [string, VerbOption][] = [
    ...Object.entries<VerbOption>(verb.options),
    ['help', { type: 'boolean', what: 'print this text' }],
  ];
  const options = entries.map(([name, { value, what }]) => {
    const left = `--${name}${value === undefined ? '' : ` <${value}>`}`;
    return `  ${left.padEnd(22)} ${what}`;
  });
  const examples = verb.examples.map((example) => `  ${example}`);
  return [
    `Usage: npm run ${verb.name} -- [options]${positionals}`,
    '',
    verb.what,
    '',
    'Options:',
    ...options,
    '',
    'Examples:',
    ...examples,
    '',
  ].join('\n');
}

/**
 * Reads the arguments of a verb. Prints the help and ends the process on `--help` (exit 0) and on an argument that the
 * verb does not take (exit 1, with what was expected).
 */
export function readArguments<Names extends string>(verb: Verb<Names>, args = process.argv.slice(2)): Arguments<Names> {
  const result = parseArguments(verb, args);
  if ('help' in result) {
    process.stdout.write(result.help);
    process.exit(0);
  }
  if ('problem' in result) {
    process.stderr.write(`${result.problem}\n\n${help(verb)}`);
    process.exit(1);
  }
  return result;
}

/** The same without an effect: arguments, or the help that was asked for, or what is wrong. */
export function parseArguments<Names extends string>(
  verb: Verb<Names>,
  args: readonly string[],
): Arguments<Names> | { readonly help: string } | { readonly problem: string } {
  const options: ParseArgsOptionsConfig = { help: { type: 'boolean' } };
  for (const [name, { type }] of Object.entries<VerbOption>(verb.options)) options[name] = { type };
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: verb.positionals !== undefined });
    if (parsed.values.help === true) return { help: help(verb) };
    const flags: Partial<Record<Names, boolean>> = {};
    const values: Partial<Record<Names, string>> = {};
    for (const name of Object.keys(verb.options) as Names[]) {
      const value = parsed.values[name];
      if (typeof value === 'boolean') flags[name] = value;
      if (typeof value === 'string') values[name] = value;
    }
    return { flags, values, positionals: parsed.positionals };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}
