import type { Note, QuizPlacement } from '../bank.ts';
import type { Rule, RuleContext } from './rule.ts';
import { recallFile } from './sample.ts';

const NOTE = (id: string) => `## In short\n\nBuilds need roles.\n\n::quiz{id=${id}}\n`;
/** Quizzes inside notes name questions that can be shown there. */
export const quizResolves: Rule = {
  id: 'quiz-resolves',
  summary: 'A quiz inside a note names a question or a topic that exists and is for practice.',
  why: 'The quiz would be missing from the page, or give an item of the mock exams away.',
  example: {
    kind: 'note',
    bad: NOTE('build-roel'),
    good: NOTE('build-role'),
    files: { 'questions/example-topic/build-role.md': recallFile('build-role') },
    message: 'Unexpected question `build-roel`, expected the id of a question',
  },
  check(context) {
    for (const note of context.bank.notes.values()) {
      const asked = new Set<string>();
      for (const quiz of note.quizzes) checkQuiz(context, note, quiz, asked);
      checkSuccessor(context, note);
    }
  },
};

function checkQuiz({ bank, ids, report }: RuleContext, note: Note, quiz: QuizPlacement, asked: Set<string>): void {
  const at = { place: { line: quiz.line, column: 1 } };
  const problem = (found: string, expected: string, mend: string) =>
    report({ path: note.path, at, found, expected, mend });
  if (quiz.topic !== undefined && !bank.topics.has(quiz.topic)) {
    problem(`topic \`${quiz.topic}\``, 'a topic of `topics.yaml`', 'Correct the id.');
  }
  if (quiz.id === undefined) return;
  const question = bank.questions.get(quiz.id);
  if (!question) {
    // A question that could not be read has its own message.
    if (!ids.has(quiz.id))
      problem(`question \`${quiz.id}\``, 'the id of a question', 'Correct the id, or write the question.');
    return;
  }
  if (question.pool === 'mock') {
    problem(
      `question \`${quiz.id}\` of the mock pool`,
      'a question of the practice pool',
      'Choose another: items of mock exams stay out of notes.',
    );
  }
  if (question.status !== 'current') {
    problem(`${question.status} question \`${quiz.id}\``, 'a current question', 'Choose another.');
  }
  if (asked.has(quiz.id)) {
    problem(`question \`${quiz.id}\` a second time`, 'every question once on a page', 'Remove one of the two.');
  }
  asked.add(quiz.id);
}

function checkSuccessor({ bank, report }: RuleContext, note: Note): void {
  const { successor } = note.data;
  if (successor === undefined || bank.topics.has(successor)) return;
  report({
    path: note.path,
    at: { key: ['successor'] },
    found: `successor \`${successor}\``,
    expected: 'a topic of `topics.yaml`',
    mend: 'Correct the id.',
  });
}
