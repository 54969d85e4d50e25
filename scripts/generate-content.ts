// Writes a valid bank of made-up words into a folder, for benchmarks and for trying things out at size.
import { existsSync, readdirSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { writeContent } from './lib/generate-content.ts';

const USAGE =
  'Usage: node scripts/generate-content.ts FOLDER [--notes 1000] [--questions 2000] [--bytes 2048] [--seed 1]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    notes: { type: 'string', default: '1000' },
    questions: { type: 'string', default: '2000' },
    bytes: { type: 'string', default: '2048' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

const [folder, ...surplus] = positionals;
if (values.help) {
  console.log(USAGE);
} else if (folder === undefined || surplus.length > 0) {
  fail(`expected one folder, got ${positionals.length}`);
} else if (existsSync(folder) && readdirSync(folder).length > 0) {
  fail(`expected a new or empty folder, got "${folder}", which holds files`);
} else {
  const questions = whole('questions', values.questions, 0);
  const options = { notes: whole('notes', values.notes, 1), questions, questionBytes: whole('bytes', values.bytes, 0) };
  writeContent(folder, { ...options, seed: whole('seed', values.seed, 0) });
  console.log(`${options.notes} notes and ${questions} questions in ${folder}`);
}

function whole(name: string, value: string, min: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < min) fail(`--${name} expected a whole number from ${min}, got "${value}"`);
  return number;
}

function fail(message: string): never {
  console.error(`${message}\n${USAGE}`);
  process.exit(1);
}
