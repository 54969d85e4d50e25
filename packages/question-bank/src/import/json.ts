import { type BankDocument, BankDocumentSchema, type PublishedQuestion } from '@notebank/content-schema';

/** What is wrong in a bank document, at its place. */
export interface JsonProblem {
  /** JSON Pointer (RFC 6901): `/questions/3/stem/html`; empty for the whole document. */
  readonly pointer: string;
  /** What is there, without "Unexpected". */
  readonly found: string;
  /** What should be there, without "expected". */
  readonly expected: string;
}

export interface FromJson {
  /** Present when there are no problems. */
  readonly document?: BankDocument;
  readonly problems: readonly JsonProblem[];
}

/** A bank document from JSON. Never throws: everything that is wrong comes back with its place. */
export function fromJson(text: string): FromJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problems: [syntaxProblem(text, error)] };
  }
  const result = BankDocumentSchema.safeParse(value);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => {
      return {
        pointer: pointerTo(path),
        found: show(valueAt(value, path)),
        expected: message.replace(/^expected /, ''),
      };
    });
    return { problems };
  }
  const problems = checkQuestions(result.data);
  return problems.length > 0 ? { problems } : { document: result.data, problems };
}

function syntaxProblem(text: string, error: unknown): JsonProblem {
  const message = error instanceof Error ? error.message : String(error);
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
  const before = text.slice(0, position).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  return { pointer: '', found: `text that is no JSON at ${place}`, expected: `JSON (${message})` };
}

/** What the schema cannot say: ids once, and counts that agree. */
function checkQuestions({ questions }: BankDocument): JsonProblem[] {
  const places = new Map<string, string>();
  return questions.flatMap((question, index) => {
    const place = `/questions/${index}`;
    const first = places.get(question.id);
    places.set(question.id, first ?? place);
    return [...(first === undefined ? [] : [usedTwice(question, place, first)]), ...wrongCount(question, place)];
  });
}

function usedTwice({ id }: PublishedQuestion, place: string, first: string): JsonProblem {
  return {
    pointer: `${place}/id`,
    found: `"${id}" a second time`,
    expected: `an id of its own: ${first} has this one`,
  };
}

function wrongCount(question: PublishedQuestion, place: string): JsonProblem[] {
  if (question.kind !== 'choice') return [];
  const keys = question.options.filter(({ correct }) => correct).length;
  if (keys === question.choose) return [];
  return [
    { pointer: `${place}/choose`, found: String(question.choose), expected: `${keys}, the number of correct options` },
  ];
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined | null)?.[key], value);
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
