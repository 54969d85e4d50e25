import { type BankIdentity, KINDS, type Kind, type LockLine } from '@notebank/content-schema';
import type { Bank, Question, QuestionBase, Step } from '../../src/bank.ts';
import { parseCloze } from '../../src/parse/cloze.ts';

/** How to make a bank. The same options make the same bank. */
export interface GenerateOptions {
  readonly questions?: number;
  /** Default: 1. */
  readonly seed?: number;
  readonly identity?: Partial<BankIdentity>;
  /** Kinds to take in turn. Default: all six. */
  readonly kinds?: readonly Kind[];
  /** Whether texts hold what exports trip over. Default: true. */
  readonly nasty?: boolean;
  /** Least length of a stem, in characters. Default: 0. */
  readonly stemLength?: number;
}

export const IDENTITY: BankIdentity = {
  id: 'test-bank',
  title: 'Test bank',
  deckRoot: 'Test bank',
  baseMs: 1_790_000_000_000,
  site: 'https://bank.example',
  base: '/learn/',
  repository: 'https://code.example/bank',
  branch: 'main',
  contentPath: 'content',
  licence: { id: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  attribution: 'Test bank, CC BY 4.0',
  contact: 'maintainers',
  reports: 'https://code.example/bank/issues/new',
  counts: {},
};

/** Text that exporters trip over, each a single line of Markdown. */
export const NASTY = [
  '`arn:aws:s3:::bucket/*`',
  'arn:aws:iam::123456789012:role/deploy',
  '`{{resolve:secretsmanager:db:SecretString:password}}`',
  'braces {{ and }} and {single}',
  '[sound:bell.mp3] is a file name',
  '[latex]x[/latex] and [$]y[/$] and [anki:tts lang=en] z',
  'a path C:\\\\(x\\\\) and \\\\[y\\\\]',
  '`\\(not math\\)`',
  'a | pipe and a "quote", a comma; a semicolon',
  '=SUM(A1:A9)',
  '+1 and more',
  '-2 and less',
  "'quoted' at the start",
  '@mention first',
  '#hash first',
  'مرحبا بالعالم (RTL)',
  'emoji 🎉 and 👩‍💻 and é (decomposed e\u0301)',
  '5 < 6 && 7 > 6, &amp; stays',
  '**bold** and `code` and [a link](https://docs.aws.amazon.com/a?b=c&d=e#f)',
  '$HOME and `$` and %PATH%',
  'no-break\u00a0space',
] as const;

const WORDS =
  'bucket role policy queue function stage deploy build alarm metric stream table index region zone key secret cluster task event rule trail log vault template stack change set pipeline'.split(
    ' ',
  );

const AREAS = [
  { id: 'cicd', title: 'CI/CD' },
  { id: 'storage', title: 'Storage: objects & files' },
];
const TOPICS = ['codebuild', 'codedeploy', 's3-buckets', 's3-security'];
const TASKS = ['dva-c02/3.4', 'dva-c02/1.2', 'dop-c02/1.1'];

/** Generates banks and their questions. */
class Generator {
  #state: number;
  readonly #nasty: boolean;
  readonly #stemLength: number;

  constructor(options: GenerateOptions) {
    this.#state = (options.seed ?? 1) >>> 0;
    this.#nasty = options.nasty ?? true;
    this.#stemLength = options.stemLength ?? 0;
  }

  /** 0 to below `limit`. */
  number(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.number(list.length)] as T;
  }

  words(count: number): string {
    return Array.from({ length: count }, () => this.pick(WORDS)).join(' ');
  }

  /** One line of Markdown. */
  line(): string {
    const nasty = this.#nasty && this.number(2) === 0;
    if (!nasty) return this.words(3 + this.number(8));
    const text = this.pick(NASTY);
    return this.number(2) === 0 ? text : `${this.words(2)} ${text}`;
  }

  /** Paragraphs, sometimes with code. */
  blocks(): string {
    const parts = [`${this.line()}?`];
    if (this.number(3) === 0) parts.unshift(this.line());
    if (this.number(5) === 0) parts.push('```yaml\nversion: 0.2\nphases:\n  build: "{{x}}"\n```');
    while (parts.join('\n\n').length < this.#stemLength) parts.push(this.words(40));
    return parts.join('\n\n');
  }
}

/** A bank of questions of every kind, all reviewed. It is not read from a folder. */
export function generateBank(options: GenerateOptions = {}): Bank {
  const { questions: count = 60, kinds = KINDS } = options;
  const generator = new Generator(options);
  const questions = Array.from({ length: count }, (_, index) =>
    generateQuestion(generator, kinds[index % kinds.length] ?? 'choice', index),
  );
  return bankOf(questions, options.identity);
}

/** A bank of given questions. */
export function bankOf(
  questions: readonly Question[],
  identity: Partial<BankIdentity> = {},
  lock: readonly LockLine[] = [],
): Bank {
  const topics = TOPICS.map((id, index) => ({
    id,
    title: `Topic ${id}`,
    area: index < 2 ? 'cicd' : 'storage',
    exams: ['dva-c02'],
    retired: false,
    questions: true,
  }));
  const sorted = questions.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    root: '/nowhere',
    identity: { ...IDENTITY, ...identity },
    areas: AREAS,
    topics: new Map(topics.map((topic) => [topic.id, topic])),
    notes: new Map(),
    questions: new Map(sorted.map((question) => [question.id, question])),
    exams: new Map(),
    glossary: [],
    lock: new Map(lock.map((line) => [line.id, line])),
  };
}

/** The bank with one question replaced or added. */
export function withQuestion(bank: Bank, question: Question): Bank {
  const questions = [...new Map(bank.questions).set(question.id, question).values()];
  return { ...bank, questions: bankOf(questions).questions };
}

function generateQuestion(generator: Generator, kind: Kind, index: number): Question {
  const topic = TOPICS[index % TOPICS.length] ?? 'codebuild';
  const id = `${topic}-${kind}-${index}`;
  const explanation = kind !== 'choice' || generator.number(2) === 0 ? { explanation: generator.blocks() } : {};
  const shared: QuestionBase = {
    id,
    kind,
    path: `questions/${topic}/${id}.md`,
    topic,
    tasks: TASKS.slice(0, 1 + generator.number(TASKS.length)),
    difficulty: 1 + generator.number(3),
    revision: 1 + generator.number(3),
    pool: 'practice',
    status: 'current',
    sources: [
      { title: `Guide | ${generator.line()}`, url: `https://docs.aws.amazon.com/${id}.html`, checked: '2026-11-21' },
    ],
    reviews: [],
    stem: generator.blocks(),
    ...explanation,
  };
  const reviews = [{ by: 'second reader', date: '2026-11-21', revision: shared.revision, answer: ['a'], agreed: true }];
  // The kind decides the parts, which the type checker cannot follow here.
  return { ...shared, reviews, ...body(generator, kind) } as unknown as Question;
}

function body(generator: Generator, kind: Kind): object {
  switch (kind) {
    case 'choice':
      return choice(generator);
    case 'order':
      return {
        steps: steps(generator, 3 + generator.number(3), ''),
        surplus: steps(generator, generator.number(2), 'x'),
      };
    case 'match':
      return match(generator);
    case 'numeric':
      return numeric(generator);
    case 'cloze':
      return cloze(generator);
    case 'recall':
      return { answer: generator.blocks() };
  }
}

function choice(generator: Generator): object {
  const count = 3 + generator.number(4);
  const keys = count >= 5 ? 2 : 1;
  const first = generator.number(count - keys);
  const options = Array.from({ length: count }, (_, at) => ({
    id: String.fromCharCode(97 + at),
    correct: at >= first && at < first + keys,
    text: generator.number(6) === 0 ? `${generator.line()}\n\n${generator.line()}` : generator.line(),
    rationale: generator.line(),
  }));
  return { shuffle: generator.pick(['all', 'all', 'except-last', 'none']), options };
}

function steps(generator: Generator, count: number, prefix: string): Step[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `${prefix}${at + 1}`,
    text: `${generator.line()} ${at}`,
    ...(generator.number(2) === 0 ? { rationale: generator.line() } : {}),
  }));
}

function match(generator: Generator): object {
  const pairs = Array.from({ length: 2 + generator.number(4) }, (_, at) => ({
    id: String(at + 1),
    left: `${generator.line()} ${at}`,
    right: generator.number(4) === 0 ? 'shared' : generator.line(),
  }));
  const surplus = Array.from({ length: generator.number(3) }, (_, at) => ({
    id: `x${at + 1}`,
    right: `${generator.line()} ${at}`,
  }));
  return { columns: [generator.line(), generator.line()], pairs, surplus };
}

function numeric(generator: Generator): object {
  const value = generator.number(1000) / 4;
  const compute = { simulator: 'dynamodb-capacity', params: { size: 11, mode: 'strong' }, vary: { size: [3, 9] } };
  return {
    answer: { value, tolerance: generator.pick([0, 0.5]), unit: generator.pick(['', 'RCU', 'seconds']) },
    mistakes: Array.from({ length: generator.number(3) }, (_, at) => ({
      value: value + at + 1,
      why: generator.line(),
    })),
    ...(generator.number(3) === 0 ? { compute } : {}),
  };
}

const GAPS = [
  '`arn:aws:s3:::bucket`',
  '8 hours',
  '`{{resolve:ssm:name}}`',
  '**15** minutes',
  'a \\:: b \\}} c',
  '[a link](https://docs.aws.amazon.com/x)',
];

function cloze(generator: Generator): object {
  const gaps = Array.from({ length: 1 + generator.number(3) }, (_, at) => {
    const hint = generator.number(2) === 0 ? '::how "long" & <why>?' : '';
    return `${generator.words(2)} {{c${at + 1}::${generator.pick(GAPS)}${hint}}}`;
  });
  const stem = `The ${gaps.join(', ')} and \`{{c9::code}}\` end.`;
  const deletions = parseCloze(stem).deletions.map(({ number, text, hint }) => ({
    number,
    text,
    ...(hint === undefined ? {} : { hint }),
  }));
  return { stem, deletions };
}
