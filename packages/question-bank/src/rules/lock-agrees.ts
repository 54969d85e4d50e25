import { answerHash } from '../lock.ts';
import type { Rule } from './rule.ts';
import { RECALL } from './sample.ts';

const LINE = (fields: string) =>
  `{"id":"example-question",${fields},"status":"current","answerHash":"${'0'.repeat(64)}","noteHash":"${'0'.repeat(64)}","mod":1790000000}\n`;

/** Ids are never reused and kinds never change. */
export const lockAgrees: Rule = {
  id: 'lock-agrees',
  summary: 'Published ids stay, kinds never change, and a changed answer has a new revision.',
  why: 'Decks and progress know a question by its id. `bank.lock.jsonl` holds what was published under it: an id that vanishes, another kind, or another key under the same revision would mix two questions.',
  example: {
    kind: 'recall',
    front: 'revision: 3',
    bad: RECALL,
    goodFront: 'revision: 4',
    good: RECALL,
    files: { 'bank.lock.jsonl': LINE('"kind":"recall","revision":3') },
    message: 'Unexpected change of stem, options, order or key in revision 3, expected `revision: 4`',
  },
  check({ bank, ids, report }) {
    for (const line of bank.lock.values()) {
      const question = bank.questions.get(line.id);
      if (!question) {
        if (ids.has(line.id)) continue;
        report({
          path: 'bank.lock.jsonl',
          at: { text: `"id":"${line.id}"` },
          found: `published id \`${line.id}\` without a file`,
          expected: 'its question, also when it is withdrawn',
          mend: 'Bring the file back with `status: retired`, `reason` and `since`.',
        });
        continue;
      }
      if (question.kind !== line.kind) {
        report({
          path: question.path,
          at: { key: ['kind'] },
          found: `kind \`${question.kind}\` of a question published as \`${line.kind}\``,
          expected: `\`kind: ${line.kind}\``,
          mend: 'Retire this id and write the other question under a new one.',
        });
      } else if (question.revision < line.revision) {
        report({
          path: question.path,
          at: { key: ['revision'] },
          found: `revision ${question.revision} of a question published as revision ${line.revision}`,
          expected: `\`revision: ${line.revision}\` or higher`,
          mend: 'Revisions only rise.',
        });
      } else if (question.revision === line.revision && answerHash(question) !== line.answerHash) {
        report({
          path: question.path,
          at: { key: ['revision'] },
          found: `change of stem, options, order or key in revision ${line.revision}`,
          expected: `\`revision: ${line.revision + 1}\``,
          // A warning, so that an author sees the edit on the site while writing; releases and tests allow no warning.
          severity: 'warning',
          mend: `Write \`revision: ${line.revision + 1}\`. Reviews of the older revision no longer count.`,
        });
      }
    }
  },
};
