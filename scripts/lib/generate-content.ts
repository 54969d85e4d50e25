import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MadeUpText } from './made-up-text.ts';
import { Random } from './random.ts';

export interface GenerateOptions {
  /** Notes, one a topic. At least 1. */
  readonly notes: number;
  /** Questions, spread over the topics. */
  readonly questions: number;
  /** Bytes of a question file, within a sentence. Default: 2048. */
  readonly questionBytes?: number;
  /** The same seed gives the same bank, byte for byte. Default: 1. */
  readonly seed?: number;
}

/** A file of a bank: its path relative to the root, and its text. */
export type GeneratedFile = readonly [path: string, text: string];

const TOPICS_PER_AREA = 16;
const DAY = '2026-01-15';
const SOURCE = `sources:\n  - title: A page that settles it\n    url: https://docs.aws.amazon.com/\n    checked: ${DAY}`;
const TASKS = ['gen-c01/1.1', 'gen-c01/1.2', 'gen-c01/2.1'];

/** Kinds in the proportions of a real bank. */
const KINDS = [
  'choice',
  'choice',
  'choice',
  'choice',
  'choice',
  'cloze',
  'recall',
  'order',
  'match',
  'numeric',
] as const;
type Kind = (typeof KINDS)[number];

/** Files of a whole, valid bank of made-up words, one after the other. */
export function* generateContent(options: GenerateOptions): Generator<GeneratedFile> {
  const random = new Random(options.seed ?? 1);
  const text = new MadeUpText(random);
  const topics = Array.from({ length: options.notes }, (_, index) => topicOf(index));
  yield ['bank.yaml', BANK];
  yield ['exams/gen-c01.yaml', EXAM];
  yield ['glossary.yaml', glossary(text)];
  yield ['topics.yaml', topicsFile(topics, text)];
  for (let index = 0; index < options.questions; index++) {
    const topic = topics[index % topics.length];
    if (topic === undefined) throw new RangeError('"notes" expected at least 1, got 0');
    const question = new QuestionWriter(random, text, index, topic.id);
    yield [`questions/${topic.id}/${questionId(index)}.md`, question.write(options.questionBytes ?? 2048)];
  }
  for (const [index, topic] of topics.entries()) {
    const asked = index < options.questions ? questionId(index) : undefined;
    yield [`notes/${topic.area}/${topic.id}.md`, note(random, text, topics[index + 1], asked)];
  }
}

/** Writes a generated bank into a folder. */
export function writeContent(folder: string, options: GenerateOptions): void {
  for (const [path, text] of generateContent(options)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

interface Topic {
  readonly id: string;
  readonly area: string;
}

function topicOf(index: number): Topic {
  return { id: `topic-${index + 1}`, area: `area-${Math.floor(index / TOPICS_PER_AREA) + 1}` };
}

function questionId(index: number): string {
  return `question-${index + 1}`;
}

const BANK = `id: generated-bank
title: Generated bank
deckRoot: Generated
baseMs: 1700000000000
site: https://generated.example
repository: https://generated.example/repository
licence:
  id: CC-BY-4.0
  url: https://creativecommons.org/licenses/by/4.0/
attribution: Generated text, no attribution needed
contact: nobody
reports: https://generated.example/issues
`;

const EXAM = `id: gen-c01
code: GEN-C01
title: Generated exam
short: Generated
level: associate
items: 65
scored: 50
minutes: 130
passingScore: 720
checked: ${DAY}
${SOURCE}
domains:
  - id: "1"
    title: First domain
    weight: 60
    tasks:
      - {id: "1.1", title: First task}
      - {id: "1.2", title: Second task}
  - id: "2"
    title: Second domain
    weight: 40
    tasks:
      - {id: "2.1", title: Third task}
`;

function glossary(text: MadeUpText): string {
  const terms = Array.from(
    { length: 50 },
    (_, index) => `  - term: Term ${index + 1}\n    definition: ${text.sentence()}\n`,
  );
  return `terms:\n${terms.join('')}`;
}

function topicsFile(topics: readonly Topic[], text: MadeUpText): string {
  const areas = [...new Set(topics.map(({ area }) => area))];
  const lines = [
    'areas:',
    ...areas.map((area) => `  - {id: ${area}, title: ${text.title(2)}}`),
    'topics:',
    ...topics.map(({ id, area }) => `  - {id: ${id}, title: ${text.title(4)}, area: ${area}, exams: [gen-c01]}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Writes one question file, its kind drawn by chance. */
class QuestionWriter {
  readonly #random: Random;
  readonly #text: MadeUpText;
  readonly #index: number;
  readonly #topic: string;

  constructor(random: Random, text: MadeUpText, index: number, topic: string) {
    this.#random = random;
    this.#text = text;
    this.#index = index;
    this.#topic = topic;
  }

  write(bytes: number): string {
    const kind = this.#random.pick(KINDS);
    let file = `${this.#frontMatter(kind)}\n${this.#body(kind)}\n## Explanation\n`;
    do file += `\n${this.#text.paragraph(2)}\n`;
    while (file.length < bytes);
    return file;
  }

  #frontMatter(kind: Kind): string {
    const lines = [
      '---',
      `id: ${questionId(this.#index)}`,
      `kind: ${kind}`,
      `topic: ${this.#topic}`,
      `tasks: [${this.#random.pick(TASKS)}]`,
      `difficulty: ${this.#random.integer(1, 3)}`,
      'revision: 1',
      ...(kind === 'numeric' ? [`answer: {value: ${this.#index}, unit: items}`] : []),
      SOURCE,
      'reviews:',
      `  - {by: second reader, date: ${DAY}, revision: 1, agreed: true}`,
      '---',
    ];
    return `${lines.join('\n')}\n`;
  }

  #body(kind: Kind): string {
    const text = this.#text;
    const stem = `${text.paragraph(3)} ${text.question()}\n`;
    switch (kind) {
      case 'choice':
        return `${stem}\n${this.#options()}`;
      case 'order':
        return `${stem}\n${this.#items(4, (number) => `${number}.`)}\n${this.#items(1, () => '-')}`;
      case 'match':
        return `${stem}\n${this.#table()}`;
      case 'recall':
        return `${stem}\n## Answer\n\n${text.paragraph(3)}\n`;
      case 'numeric':
        return stem;
      case 'cloze':
        return `${text.title(9)} {{c1::${text.phrase(2)}::a hint}} ${text.phrase(8)} {{c2::\`${text.word()}\`}}.\n`;
    }
  }

  #options(): string {
    const key = this.#random.integer(0, 3);
    const option = (_: unknown, index: number) =>
      `- [${index === key ? 'x' : ' '}] ${this.#text.title(8)}\n  > ${this.#text.paragraph(2)}\n`;
    return Array.from({ length: 4 }, option).join('');
  }

  #items(count: number, marker: (number: number) => string): string {
    return Array.from({ length: count }, (_, index) => `${marker(index + 1)} ${this.#text.title(6)}\n`).join('');
  }

  #table(): string {
    const rows = Array.from(
      { length: 4 },
      (_, index) => `| ${this.#text.title(2)} ${index + 1} | ${this.#text.title(5)} |\n`,
    );
    return `| Left | Right |\n| --- | --- |\n${rows.join('')}|  | ${this.#text.title(5)} |\n`;
  }
}

/** A note of about 650 words: what the site's baselines were measured with. */
function note(random: Random, text: MadeUpText, next: Topic | undefined, asked: string | undefined): string {
  const sections = Array.from(
    { length: 5 },
    () => `## ${text.title(4)}\n\n${text.paragraph(4)}\n\n${text.paragraph(3)}\n`,
  );
  const link = next === undefined ? '' : `See also [${text.phrase(3)}](../${next.area}/${next.id}.md).\n\n`;
  const quiz = asked === undefined ? '' : `::quiz{id=${asked}}\n\n`;
  return `---
title: ${text.title(5)}
summary: ${text.sentence()}
tasks: [${random.pick(TASKS)}]
services: [AWS ${text.title(1)}]
aliases: [${text.phrase(2)}, ${text.phrase(2)}]
${SOURCE}
reviewed: ${DAY}
---

## In short

- ${text.title(6)}
- ${text.title(6)}
- At most :limit[${random.integer(1, 500)} items]{of="${text.phrase(2)}" scope="per account"}

${sections.slice(0, 3).join('\n')}
${quiz}| ${text.title(1)} | ${text.title(1)} | ${text.title(1)} |
| --- | --- | --- |
| ${text.title(2)} | ${text.phrase(4)} | ${text.phrase(4)} |
| ${text.title(2)} | ${text.phrase(4)} | ${text.phrase(4)} |

\`\`\`yaml
version: 0.2
phases:
  build:
    commands:
      - echo ${text.word()}
\`\`\`

:::changed{since=2024-07}
${text.paragraph(2)}
:::

${link}${sections.slice(3).join('\n')}`;
}
