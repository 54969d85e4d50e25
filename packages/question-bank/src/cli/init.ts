import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { BankError } from '../errors.ts';
import { isBank } from '../load/files.ts';
import type { Context, SharedOptions } from './context.ts';
import { makeCommand, usage } from './shared.ts';
import { writeWhole } from './write-file.ts';

interface InitOptions extends SharedOptions {
  readonly title?: string;
}

/** `notebank init [DIR]` */
export function addInit(program: Command, context: Context): void {
  makeCommand(program, context, 'init', 'Make an empty bank with an identity of its own.')
    .argument('[dir]', 'folder to make it in', '.')
    .option('--title <title>', 'name of the bank (default: the name of the folder)')
    .addHelpText(
      'after',
      '\nExamples:\n  notebank init my-bank\n  notebank init my-bank --title "Our questions on networking"',
    )
    .action((dir: string, options: InitOptions) => init(context, dir, options));
}

async function init(context: Context, dir: string, options: InitOptions): Promise<void> {
  const folder = context.resolve(dir);
  if (await isBank(folder)) {
    throw new BankError(
      'EXISTS',
      `Unexpected bank.yaml in ${folder}, expected a folder without a bank. Choose another folder.`,
    );
  }
  const title = options.title ?? basename(folder);
  if (/[:"\n]/.test(title) || title.trim() === '') throw usage(`title \`${title}\``, 'a name without `:` and `"`');
  for (const [path, text] of Object.entries(emptyBank(title))) await writeWhole(join(folder, path), text);
  context.print(`Made a bank in ${folder}. Next: edit bank.yaml, then \`notebank new question --topic first-topic\`.`);
}

function emptyBank(title: string): Record<string, string> {
  const slug =
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'bank';
  // The random part keeps two banks of one title apart for ever: Anki notes are known by it.
  const id = `${slug.slice(0, 40)}-${randomUUID().slice(0, 8)}`;
  const today = new Date().toISOString().slice(0, 10);
  return {
    'bank.yaml': `# The identity of the bank. Once a deck is published, id, deckRoot and baseMs stay as they are.
id: ${id}
title: ${title}
deckRoot: ${title}
baseMs: ${Date.now()}
site: https://example.org
repository: https://example.org/repository
licence:
  id: CC-BY-4.0
  url: https://creativecommons.org/licenses/by/4.0/
attribution: ${title}, CC BY 4.0
contact: the maintainers
reports: https://example.org/repository/issues/new
counts:
  perTopic: 5
  choicePerTopic: 3
`,
    'topics.yaml': `areas:
  - {id: first-area, title: First area}
topics:
  - {id: first-topic, title: First topic, area: first-area, exams: [dva-c02]}
`,
    'glossary.yaml': 'terms: []\n',
    'exams/dva-c02.yaml': `# One file an exam. Replace it by the blueprint of yours.
id: dva-c02
code: DVA-C02
title: AWS Certified Developer - Associate
short: Developer
level: associate
items: 65
scored: 50
minutes: 130
passingScore: 720
checked: ${today}
sources:
  - title: AWS Certified Developer - Associate
    url: https://aws.amazon.com/certification/certified-developer-associate/
    checked: ${today}
domains:
  - id: '1'
    title: Development with AWS services
    weight: 100
    tasks:
      - {id: '1.1', title: Develop code for applications hosted on AWS}
`,
  };
}
