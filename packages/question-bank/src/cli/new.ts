import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { KINDS, type Kind, QuestionIdSchema } from '@notebank/content-schema';
import type { Command } from 'commander';
import type { Bank } from '../bank.ts';
import { BankError } from '../errors.ts';
import type { Context, SharedOptions } from './context.ts';
import { makeCommand, usage } from './shared.ts';
import { noteTemplate, questionTemplate } from './templates.ts';
import { writeWhole } from './write-file.ts';

interface QuestionOptions extends SharedOptions {
  readonly topic: string;
  readonly kind: string;
}

/** `notebank new question [ID] --topic TOPIC` and `notebank new note TOPIC` */
export function addNew(program: Command, context: Context): void {
  const command = program.command('new').description('Begin a question or a note, with everything it needs.');
  command.copyInheritedSettings(program);
  makeCommand(command, context, 'question', 'Begin a question.')
    .argument('[id]', 'its id (default: the topic with a number)')
    .requiredOption('--topic <topic>', 'topic of topics.yaml')
    .option('--kind <kind>', KINDS.join(', '), 'choice')
    .addHelpText(
      'after',
      '\nExamples:\n  notebank new question --topic sqs\n  notebank new question sqs-visibility-timeout --topic sqs --kind numeric',
    )
    .action((id: string | undefined, options: QuestionOptions) => newQuestion(context, id, options));
  makeCommand(command, context, 'note', 'Begin the note of a topic.')
    .argument('<topic>', 'topic of topics.yaml')
    .addHelpText('after', '\nExample:\n  notebank new note sqs')
    .action((topic: string) => newNote(context, topic));
}

async function newQuestion(context: Context, wanted: string | undefined, options: QuestionOptions): Promise<void> {
  const { kind } = options;
  if (!(KINDS as readonly string[]).includes(kind)) throw usage(`kind \`${kind}\``, `one of ${KINDS.join(', ')}`);
  const { bank } = await context.load();
  const topic = requireTopic(bank, options.topic);
  const id = wanted ?? freeId(bank, topic.id);
  const parsed = QuestionIdSchema.safeParse(id);
  if (!parsed.success)
    throw usage(`id \`${id}\``, parsed.error.issues[0]?.message.replace(/^expected /, '') ?? 'an id');
  if (bank.questions.has(id) || bank.lock.has(id)) {
    throw new BankError(
      'EXISTS',
      `Unexpected id \`${id}\`, expected one that was never used. Ids stay with their question for ever.`,
    );
  }
  const task = firstTask(bank, topic.exams);
  await begin(
    context,
    join(bank.root, 'questions', topic.id, `${id}.md`),
    questionTemplate(kind as Kind, { id, topic: topic.id, task, today: today() }),
  );
}

async function newNote(context: Context, id: string): Promise<void> {
  const { bank } = await context.load();
  const topic = requireTopic(bank, id);
  const task = firstTask(bank, topic.exams);
  const text = noteTemplate({ title: topic.title, task, today: today() });
  await begin(context, join(bank.root, 'notes', topic.area, `${topic.id}.md`), text);
}

async function begin(context: Context, path: string, text: string): Promise<void> {
  const shown = relative(context.io.cwd, path);
  if (existsSync(path))
    throw new BankError('EXISTS', `Unexpected file ${shown}, expected none. Edit it, or choose another id.`);
  await writeWhole(path, text);
  context.print(`${shown}\nWrite it, then \`notebank check ${shown}\` and \`notebank preview ${shown}\`.`);
}

function requireTopic(bank: Bank, id: string) {
  const topic = bank.topics.get(id);
  if (topic) return topic;
  const near = [...bank.topics.keys()].filter((key) =>
    id.split('-').some((word) => word.length > 2 && key.includes(word)),
  );
  const hint = near.length > 0 ? `Did you mean ${near.slice(0, 5).join(', ')}?` : 'Add it to topics.yaml first.';
  throw usage(`topic \`${id}\``, 'a topic of topics.yaml', hint);
}

function freeId(bank: Bank, topic: string): string {
  for (let number = 1; ; number += 1) {
    const id = `${topic}-${number}`;
    if (!bank.questions.has(id) && !bank.lock.has(id)) return id;
  }
}

function firstTask(bank: Bank, exams: readonly string[]): string {
  const exam = exams.map((id) => bank.exams.get(id)).find((found) => found !== undefined);
  return `${exam?.id ?? 'dva-c02'}/${exam?.domains[0]?.tasks[0]?.id ?? '1.1'}`;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
