import type { Question } from '../bank.ts';
import { plainText } from '../text.ts';
import type { Rule } from './rule.ts';
import { RECALL, recallFile } from './sample.ts';

const STEM =
  'A team adds CodeBuild to an existing repository and wants the project to find its build commands with no override';
/** Share of three-word runs that two stems may have in common. */
const LIMIT = 0.8;
/** How many of the smallest hashes stand for a stem when candidates are looked for. */
const SKETCH = 12;

/** No two stems are nearly the same. */
export const nearDuplicate: Rule = {
  id: 'near-duplicate',
  summary: 'No two stems are nearly the same.',
  why: 'A reader who meets a question again in other clothes learns its answer, not its idea. In a mock exam it counts twice.',
  example: {
    kind: 'recall',
    front: 'id: z-example',
    bad: `${STEM}. Where does the file go?\n\n## Answer\n\nTo the root of the source.\n`,
    good: RECALL,
    files: {
      'questions/example-topic/a-twin.md': recallFile(
        'example-twin',
        `${STEM}. Where does the build file go?\n\n## Answer\n\nTo the root of the source.\n`,
      ),
    },
    message: 'Unexpected stem that shares 81 % of its three-word runs with `example-twin`, expected a stem of its own',
  },
  check({ bank, report }) {
    for (const { question, twin, share } of findTwins([...bank.questions.values()])) {
      report({
        path: question.path,
        at: { text: question.stem },
        found: `stem that shares ${Math.round(share * 100)} % of its three-word runs with \`${twin.id}\``,
        expected: 'a stem of its own',
        mend: 'Ask for another idea, or remove one of the two (retire it when it was published).',
        cause: { path: twin.path, at: { text: twin.stem }, what: 'The other stem' },
      });
    }
  },
};

interface Twin {
  readonly question: Question;
  readonly twin: Question;
  readonly share: number;
}

/**
 * Pairs of questions whose stems have a Jaccard similarity above the limit.
 *
 * Candidates share one of the smallest hashes of their shingles (bottom-k sketch: Broder, "On the resemblance and
 * containment of documents"), so the work grows with the number of questions and not with its square.
 */
function findTwins(questions: readonly Question[]): Twin[] {
  const sets = questions.map((question) => shingles(question.stem));
  const bySketch = new Map<number, number[]>();
  const twins: Twin[] = [];
  for (const [index, set] of sets.entries()) {
    const candidates = new Set<number>();
    for (const hash of set.subarray(0, SKETCH)) {
      const others = bySketch.get(hash);
      if (others) {
        // A run that half of the bank shares says nothing, and would make the work quadratic.
        if (others.length < 50) for (const other of others) candidates.add(other);
        others.push(index);
      } else {
        bySketch.set(hash, [index]);
      }
    }
    for (const other of candidates) {
      const share = jaccard(set, sets[other] ?? new Uint32Array());
      const [question, twin] = [questions[index], questions[other]];
      if (share > LIMIT && question && twin) twins.push({ question, twin, share });
    }
  }
  return twins;
}

/** Hashes of the three-word runs of a text: ascending, each once. */
function shingles(markdown: string): Uint32Array {
  const words =
    plainText(markdown)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const hashes = Uint32Array.from(words, fnv1a);
  const runs = new Uint32Array(Math.max(hashes.length - 2, 1));
  for (let at = 0; at < runs.length; at += 1) {
    runs[at] = mix(mix(hashes[at] ?? 0, hashes[at + 1] ?? 0), hashes[at + 2] ?? 0);
  }
  runs.sort();
  return runs.filter((run, at) => at === 0 || run !== runs[at - 1]);
}

/** FNV-1a, 32 bits (draft-eastlake-fnv). */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** One hash of two, in which their order counts. */
function mix(a: number, b: number): number {
  const product = Math.imul(Math.imul(a, 0x85ebca6b) ^ b, 0xc2b2ae35);
  return (product ^ (product >>> 15)) >>> 0;
}

/** Share of two ascending lists that they have in common. */
function jaccard(a: Uint32Array, b: Uint32Array): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [left, right] = [a[i] ?? 0, b[j] ?? 0];
    if (left === right) shared += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return shared / (a.length + b.length - shared);
}
