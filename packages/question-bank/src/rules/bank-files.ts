import type { Rule } from './rule.ts';
import { RECALL } from './sample.ts';

/** bank.yaml, topics.yaml, glossary.yaml, exams and lock fit their schemas. Checked while files are read. */
export const bankFiles: Rule = {
  id: 'bank-files',
  summary: '`bank.yaml`, `topics.yaml`, `glossary.yaml`, `exams/*.yaml` and the lock fit their schemas and each other.',
  why: 'They hold what every other file refers to: topics, tasks, the identity of the bank.',
  example: {
    kind: 'recall',
    bad: RECALL,
    good: RECALL,
    files: { 'glossary.yaml': 'terms:\n  - {term: SSO, definition: Single sign-on., aliases: none}\n' },
    message: 'Unexpected "none" in `terms.0.aliases`, expected a list',
  },
  check({ bank, report }) {
    const areas = new Set(bank.areas.map((area) => area.id));
    const seen = new Set<string>();
    for (const [index, topic] of [...bank.topics.values()].entries()) {
      if (!areas.has(topic.area)) {
        report({
          path: 'topics.yaml',
          at: { key: ['topics', index, 'area'] },
          found: `area \`${topic.area}\``,
          expected: `one of ${[...areas].map((area) => `\`${area}\``).join(', ')}`,
          mend: 'Add the area, or correct its id.',
        });
      }
      for (const exam of topic.exams) {
        if (bank.exams.has(exam)) continue;
        report({
          path: 'topics.yaml',
          at: { key: ['topics', index, 'exams'] },
          found: `exam \`${exam}\``,
          expected: 'an exam under `exams/`',
          mend: 'Add its blueprint, or correct its id.',
        });
      }
    }
    for (const [index, term] of bank.glossary.entries()) {
      const name = term.term.toLowerCase();
      if (seen.has(name)) {
        report({
          path: 'glossary.yaml',
          at: { key: ['terms', index, 'term'] },
          found: `term \`${term.term}\` a second time`,
          expected: 'every term once',
          mend: 'Join the two entries.',
        });
      }
      seen.add(name);
      if (term.topic === undefined || bank.topics.has(term.topic)) continue;
      report({
        path: 'glossary.yaml',
        at: { key: ['terms', index, 'topic'] },
        found: `topic \`${term.topic}\``,
        expected: 'a topic of `topics.yaml`',
        mend: 'Correct the id.',
      });
    }
  },
};
