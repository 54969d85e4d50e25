import type { Rule } from './rule.ts';
import { RECALL } from './sample.ts';

/** Tasks stand in a blueprint. */
export const taskExists: Rule = {
  id: 'task-exists',
  summary: 'Every task stands in the blueprint of its exam.',
  why: 'Exam pages and mock exams pick by task. A question of a task that does not exist would never be picked.',
  example: {
    kind: 'recall',
    front: 'tasks: [dva-c02/9.9]',
    bad: RECALL,
    good: RECALL,
    message: 'Unexpected task `dva-c02/9.9`, expected a task of `exams/dva-c02.yaml`',
  },
  check({ bank, report }) {
    const tasks = new Set<string>();
    for (const exam of bank.exams.values()) {
      for (const domain of exam.domains) for (const task of domain.tasks) tasks.add(`${exam.id}/${task.id}`);
    }
    const check = (path: string, used: readonly string[]) => {
      for (const [index, task] of used.entries()) {
        if (tasks.has(task)) continue;
        const [exam = ''] = task.split('/');
        report({
          path,
          at: { key: ['tasks', index] },
          found: `task \`${task}\``,
          expected: bank.exams.has(exam) ? `a task of \`exams/${exam}.yaml\`` : 'a task of an exam under `exams/`',
          mend: 'Look the task up on the page of the exam.',
        });
      }
    };
    for (const question of bank.questions.values()) check(question.path, question.tasks);
    for (const note of bank.notes.values()) check(note.path, note.data.tasks);
  },
};
