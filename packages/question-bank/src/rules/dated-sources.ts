import type { Source } from '@notebank/content-schema';
import type { Rule } from './rule.ts';
import { RECALL } from './sample.ts';

/** Days on which sources and notes were checked lie in the past. */
export const datedSources: Rule = {
  id: 'dated-sources',
  summary: 'Days of checks, reviews and changes do not lie in the future, and no source stands twice.',
  why: 'Pages print the day on which somebody read a source. A day to come cannot be one.',
  example: {
    kind: 'recall',
    front: "sources: [{title: A page, url: 'https://docs.aws.amazon.com/', checked: 2999-01-01}]",
    bad: RECALL,
    good: RECALL,
    message: 'Unexpected day 2999-01-01 in the future, expected a day on which somebody read the page',
  },
  check({ bank, today, report }) {
    const check = (path: string, sources: readonly Source[]) => {
      const seen = new Set<string>();
      for (const [index, { url, checked }] of sources.entries()) {
        if (checked > today) {
          report({
            path,
            at: { key: ['sources', index, 'checked'] },
            found: `day ${checked} in the future`,
            expected: 'a day on which somebody read the page',
            mend: `Write the day of your check, at the latest ${today}.`,
          });
        }
        if (seen.has(url)) {
          report({
            path,
            at: { key: ['sources', index, 'url'] },
            found: `source ${url} a second time`,
            expected: 'every source once',
            mend: 'Remove the line.',
          });
        }
        seen.add(url);
      }
    };
    for (const question of bank.questions.values()) {
      check(question.path, question.sources);
      for (const [index, review] of question.reviews.entries()) {
        if (review.date <= today && review.revision <= question.revision) continue;
        const future = review.date > today;
        report({
          path: question.path,
          at: { key: ['reviews', index, future ? 'date' : 'revision'] },
          found: future ? `day ${review.date} in the future` : `review of revision ${review.revision}`,
          expected: future ? 'the day of the review' : `at most revision ${question.revision}, the present one`,
          mend: 'Correct the review.',
        });
      }
    }
    for (const note of bank.notes.values()) {
      check(note.path, note.data.sources);
      if (note.data.reviewed <= today) continue;
      report({
        path: note.path,
        at: { key: ['reviewed'] },
        found: `day ${note.data.reviewed} in the future`,
        expected: 'the day of the last review',
        mend: `Write a day not later than ${today}.`,
      });
    }
  },
};
