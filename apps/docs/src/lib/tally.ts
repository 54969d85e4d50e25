import type { Exam, ExamTask } from '@notebank/content-schema';
import type { Bank, Note, Question } from '@notebank/question-bank';

const LEVELS = ['foundational', 'associate', 'professional', 'specialty'];

/** Exams from the first that a learner would sit to the last. */
export function examsInOrder(bank: Bank): Exam[] {
  return [...bank.exams.values()].sort(
    (a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || (a.id < b.id ? -1 : 1),
  );
}

/** Questions that count: practice, and neither historic nor retired. */
export function currentQuestions(bank: Bank): Question[] {
  return [...bank.questions.values()].filter(({ pool, status }) => pool === 'practice' && status === 'current');
}

/** Questions that count, by topic. */
export function questionsByTopic(bank: Bank): ReadonlyMap<string, readonly Question[]> {
  return Map.groupBy(currentQuestions(bank), ({ topic }) => topic);
}

/** What the bank has for one task of an exam. */
export interface TaskCoverage {
  readonly task: ExamTask;
  readonly notes: readonly Note[];
  readonly questions: readonly Question[];
}

/** What the bank has for one domain of an exam. `questions` counts each once, also when it serves two tasks. */
export interface DomainCoverage {
  readonly id: string;
  readonly title: string;
  /** Share of the scored items, in percent. */
  readonly weight: number;
  readonly tasks: readonly TaskCoverage[];
  readonly questions: number;
}

/** What the bank has for an exam, in the order of its blueprint. */
export function coverageOf(bank: Bank, exam: Exam): DomainCoverage[] {
  const questions = currentQuestions(bank);
  return exam.domains.map(({ id, title, weight, tasks }) => {
    const covered = tasks.map((task) => {
      const serves = ({ tasks: served }: { readonly tasks: readonly string[] }) =>
        served.includes(`${exam.id}/${task.id}`);
      return {
        task,
        notes: [...bank.notes.values()].filter(({ data }) => serves(data)),
        questions: questions.filter(serves),
      };
    });
    return { id, title, weight, tasks: covered, questions: new Set(covered.flatMap((task) => task.questions)).size };
  });
}

/** Sum of a bank, for the landing page. */
export interface Sum {
  readonly notes: number;
  readonly topics: number;
  readonly questions: number;
  /** Reasons given: one for each option of a choice question, and each explanation. */
  readonly reasons: number;
  /** Different pages cited. */
  readonly sources: number;
}

export function sumOf(bank: Bank): Sum {
  const questions = currentQuestions(bank);
  const reasons = questions.reduce(
    (sum, question) =>
      sum + (question.kind === 'choice' ? question.options.length : 0) + (question.explanation ? 1 : 0),
    0,
  );
  const cited = [
    ...questions.flatMap(({ sources }) => sources),
    ...[...bank.notes.values()].flatMap(({ data }) => data.sources),
  ];
  return {
    notes: bank.notes.size,
    topics: bank.topics.size,
    questions: questions.length,
    reasons,
    sources: new Set(cited.map(({ url }) => url)).size,
  };
}
