import type { ParseArgsOptionsConfig } from 'node:util';
import type { ValuesOf } from '../shared/arguments.ts';
import { Problem } from '../shared/problem.ts';

/** Every option; each command says which of them it has. */
export const OPTIONS = {
  output: { type: 'string', short: 'o' },
  force: { type: 'boolean' },
  base64: { type: 'boolean' },
  'key-file': { type: 'string', multiple: true },
  'key-namespace': { type: 'string', multiple: true },
  'key-name': { type: 'string', multiple: true },
  'key-format': { type: 'string' },
  'rsa-padding': { type: 'string' },
  'key-id': { type: 'string', multiple: true },
  discovery: { type: 'boolean' },
  'discovery-account': { type: 'string', multiple: true },
  'discovery-partition': { type: 'string' },
  region: { type: 'string' },
  'endpoint-url': { type: 'string' },
  context: { type: 'string', multiple: true },
  'print-context': { type: 'boolean' },
  suite: { type: 'string' },
  'commitment-policy': { type: 'string' },
  'frame-length': { type: 'string' },
  'unsigned-only': { type: 'boolean' },
  'max-encrypted-data-keys': { type: 'string' },
  'max-buffered-bytes': { type: 'string' },
  format: { type: 'string' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsOptionsConfig;

export type OptionName = keyof typeof OPTIONS;
export type Values = ValuesOf<typeof OPTIONS>;

/** A whole number; how large it may be is told by who uses it. */
export function count(
  values: Values,
  name: 'frame-length' | 'max-encrypted-data-keys' | 'max-buffered-bytes',
): number | undefined {
  const value = values[name];
  if (value === undefined) return undefined;
  if (!/^\d{1,15}$/.test(value)) throw new Problem(`--${name}`, `\`${value}\``, 'a whole number');
  return Number(value);
}
