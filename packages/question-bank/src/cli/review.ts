import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Review } from '@notebank/content-schema';
import { shuffledIndexes } from '@notebank/quiz';
import type { Command } from 'commander';
import type { Question } from '../bank.ts';
import { parseCloze, replaceDeletions } from '../parse/cloze.ts';
import { addReviewToText } from '../review-text.ts';
import type { Context, SharedOptions } from './context.ts';
import { makeCommand, requireWhole, usage } from './shared.ts';
import { writeWhole } from './write-file.ts';

interface ReviewOptions extends SharedOptions {
  readonly by?: string;
  readonly answer?: string;
  readonly agreed?: boolean;
  readonly note?: string;
}

/** `notebank review ID` */
export function addReview(program: Command, context: Context): void {
  makeCommand(program, context, 'review', 'Answer a question without seeing its key, and record the answer.')
    .argument('<id>', 'id of the question')
    .option('--by <name>', 'who answers (default: $USER)')
    .option('--answer <answer>', 'letters as printed (`b`, `a c`), a number or text; asked for when left out')
    .option('--agreed', 'for cloze and recall: your answer agrees with the key')
    .option('--no-agreed', 'for cloze and recall: it does not')
    .option('--note <text>', 'what is unclear, or which other option could be defended')
    .addHelpText(
      'after',
      '\nExamples:\n  notebank review sqs-visibility\n  notebank review sqs-visibility --by ada --answer b',
    )
    .action((id: string, options: ReviewOptions) => review(context, id, options));
}

async function review(context: Context, id: string, options: ReviewOptions): Promise<void> {
  const result = await context.load();
  const question = result.bank.questions.get(id);
  if (!question) {
    requireWhole(context, result);
    throw usage(`question \`${id}\``, 'the id of a question of the bank');
  }
  const sheet = answerSheet(question);
  context.print(sheet.text);
  const answer = options.answer ?? (await ask(context, sheet.prompt));
  const judged = sheet.judge(answer);
  const agreed = judged.agreed ?? options.agreed ?? (await askAgreed(context, sheet.key));
  const entry: Review = {
    by: options.by ?? context.io.env.USER ?? 'second reader',
    date: new Date().toISOString().slice(0, 10),
    revision: question.revision,
    answer: judged.answer,
    agreed,
    ...(options.note === undefined ? {} : { note: options.note }),
  };
  const path = join(result.bank.root, question.path);
  await writeWhole(path, addReviewToText(await readFile(path, 'utf8'), entry));
  context.print(agreed ? 'Recorded: you agree with the key.' : `Recorded: you do not agree. The key is: ${sheet.key}`);
}

/** Waits for a line. Without a terminal the answer has to be given as an option. */
async function ask(context: Context, prompt: string): Promise<string> {
  if (!context.io.stdin.isTTY) throw usage('no answer', `--answer, because the input is no terminal (${prompt})`);
  const lines = createInterface({ input: context.io.stdin, output: context.io.stdout });
  try {
    return (await lines.question(`${prompt} `)).trim();
  } finally {
    lines.close();
  }
}

async function askAgreed(context: Context, key: string): Promise<boolean> {
  if (!context.io.stdin.isTTY)
    throw usage('no verdict', '--agreed or --no-agreed, because only you can judge a free answer');
  context.print(`The key: ${key}`);
  return /^y/i.test(await ask(context, 'Does your answer agree with it? (y/n)'));
}

/** What a second reader sees, and how their answer is read. */
interface AnswerSheet {
  readonly text: string;
  readonly prompt: string;
  readonly key: string;
  readonly judge: (answer: string) => { readonly answer: string[] | string | number; readonly agreed?: boolean };
}

function answerSheet(question: Question): AnswerSheet {
  switch (question.kind) {
    case 'choice': {
      const keys = question.options.filter((option) => option.correct).map((option) => option.id);
      const prompt = keys.length > 1 ? `Your answers (${keys.length} letters):` : 'Your answer (a letter):';
      return letterSheet(question.stem, question.options, keys, prompt, false);
    }
    case 'order': {
      const keys = question.steps.map((step) => step.id);
      return letterSheet(
        question.stem,
        [...question.steps, ...question.surplus],
        keys,
        'The letters in the right order:',
        true,
      );
    }
    case 'match': {
      const right = [...new Set([...question.pairs, ...question.surplus].map((pair) => pair.right))];
      const items = right.map((text, index) => ({ id: String(index), text }));
      const keys = question.pairs.map((pair) => String(right.indexOf(pair.right)));
      const left = question.pairs.map((pair, index) => `  ${index + 1}. ${pair.left}`).join('\n');
      return letterSheet(
        `${question.stem}\n\n${left}`,
        items,
        keys,
        `A letter for each of 1 to ${question.pairs.length}:`,
        true,
      );
    }
    case 'numeric': {
      const { value, tolerance, unit } = question.answer;
      return {
        text: question.stem,
        prompt: `A number${unit === '' ? '' : ` in ${unit}`}:`,
        key: `${value} ${unit}`.trim(),
        judge: (answer) => {
          const number = Number(answer.replace(/[,\s]/g, ''));
          if (answer.trim() === '' || !Number.isFinite(number)) throw usage(`answer \`${answer}\``, 'a number');
          return { answer: number, agreed: Math.abs(number - value) <= tolerance };
        },
      };
    }
    case 'cloze': {
      const blanks = replaceDeletions(
        question.stem,
        parseCloze(question.stem),
        ({ number, hint }) => `[${number}${hint ? `: ${hint}` : ''}]`,
      );
      const key = question.deletions.map(({ number, text }) => `${number} ${text}`).join('; ');
      return { text: blanks, prompt: 'What stands in the gaps?', key, judge: (answer) => ({ answer }) };
    }
    case 'recall':
      return { text: question.stem, prompt: 'Your answer:', key: question.answer, judge: (answer) => ({ answer }) };
  }
}

/** Items under letters, shuffled anew each time so that no place gives the key away. */
function letterSheet(
  stem: string,
  items: readonly { readonly id: string; readonly text: string }[],
  keys: readonly string[],
  prompt: string,
  ordered: boolean,
): AnswerSheet {
  const shown = shuffledIndexes(items.length, String(performance.now())).flatMap((index) => items[index] ?? []);
  const letter = (index: number) => String.fromCharCode(97 + index);
  const letters = new Map(shown.map(({ id }, index) => [letter(index), id]));
  const lines = shown.map(({ text }, index) => `  ${letter(index)}) ${text.replaceAll('\n', '\n     ')}`);
  const normal = (ids: readonly string[]) => (ordered ? [...ids] : [...ids].sort()).join(' ');
  return {
    text: `${stem}\n\n${lines.join('\n')}`,
    prompt,
    key: keys.map((key) => items.find(({ id }) => id === key)?.text ?? key).join(' | '),
    judge: (answer) => {
      const given = answer.toLowerCase().match(/[a-z]/g) ?? [];
      const ids = given.map((name) => letters.get(name));
      if (given.length === 0 || ids.includes(undefined)) {
        throw usage(`answer \`${answer}\``, `letters from ${letter(0)} to ${letter(shown.length - 1)}`);
      }
      const known = ids.filter((id) => id !== undefined);
      return { answer: known, agreed: normal(known) === normal(keys) };
    },
  };
}
