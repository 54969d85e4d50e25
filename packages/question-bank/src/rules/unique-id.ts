import type { Rule } from './rule.ts';
import { recallFile } from './sample.ts';

/** Every id stands in one file. */
export const uniqueId: Rule = {
  id: 'unique-id',
  summary: 'Every question id stands in one file.',
  why: 'Decks, links and progress all hang on the id. Two questions with one id would overwrite each other.',
  example: {
    bad: 'Which file holds the build commands?\n\n## Answer\n\nThe file `buildspec.yml`.\n',
    good: 'Which file holds the build commands?\n\n## Answer\n\nThe file `buildspec.yml`.\n',
    kind: 'recall',
    goodFront: 'id: another-question',
    files: { 'questions/example-topic/a-first.md': recallFile('example-question') },
    message: 'Unexpected second question with id `example-question`, expected an id of its own',
  },
  check({ ids, report }) {
    for (const [id, paths] of ids) {
      const [first, ...others] = paths;
      for (const path of others) {
        report({
          path,
          at: { key: ['id'] },
          found: `second question with id \`${id}\``,
          expected: 'an id of its own',
          mend: 'Give the newer file a new id. An id is never used again, also not after its question is gone.',
          ...(first === undefined
            ? {}
            : { cause: { path: first, at: { key: ['id'] }, what: 'The first one stands here' } }),
        });
      }
    }
  },
};
