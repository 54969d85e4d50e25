import type { ParseArgsOptionsConfig } from 'node:util';
import type { ValuesOf } from '../shared/arguments.ts';
import { Problem } from '../shared/problem.ts';

/** Every option; each command says which of them it has. */
export const OPTIONS = {
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
export type Values = ValuesOf<typeof OPTIONS>;

/** A whole number of seconds. */
export function seconds(name: OptionName, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new Problem(`--${name}`, `\`${value}\``, 'a whole number of seconds');
  return Number(value);
}
