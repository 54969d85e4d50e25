import type { Rule } from './rule.ts';
import { RECALL } from './sample.ts';

/** Topics stand in topics.yaml, and files in the folder of their topic. */
export const topicExists: Rule = {
  id: 'topic-exists',
  summary: 'The topic of a question stands in `topics.yaml` and is the folder of the file.',
  why: 'The topic decides on which page and in which deck a question stands. A misspelt one would hide it.',
  example: {
    kind: 'recall',
    front: 'topic: exampel-topic',
    bad: RECALL,
    good: RECALL,
    message: 'Unexpected topic `exampel-topic`, expected a topic of `topics.yaml`',
  },
  check({ bank, report }) {
    for (const question of bank.questions.values()) {
      const folder = question.path.split('/')[1];
      if (!bank.topics.has(question.topic)) {
        report({
          path: question.path,
          at: { key: ['topic'] },
          found: `topic \`${question.topic}\``,
          expected: 'a topic of `topics.yaml`',
          mend: nearest(question.topic, bank.topics.keys()),
        });
      } else if (folder !== question.topic) {
        report({
          path: question.path,
          at: { key: ['topic'] },
          found: `topic \`${question.topic}\` in the folder \`${folder}\``,
          expected: `the folder \`questions/${question.topic}/\``,
          mend: 'Move the file, or correct the topic.',
        });
      }
    }
    for (const note of bank.notes.values()) {
      const topic = bank.topics.get(note.id);
      if (topic && topic.area === note.area) continue;
      report({
        path: note.path,
        at: { key: ['title'] },
        found: topic ? `note of area \`${topic.area}\` in the folder \`${note.area}\`` : `note of topic \`${note.id}\``,
        expected: topic ? `the folder \`notes/${topic.area}/\`` : 'a topic of `topics.yaml`: the file name is its id',
        mend: topic ? 'Move the file.' : nearest(note.id, bank.topics.keys()),
      });
    }
  },
};

function nearest(id: string, known: Iterable<string>): string {
  const words = new Set(id.split('-'));
  let best: string | undefined;
  let most = 0;
  for (const candidate of known) {
    const shared = candidate.split('-').filter((word) => words.has(word)).length;
    if (shared > most) [best, most] = [candidate, shared];
  }
  return best === undefined
    ? 'Add it to `topics.yaml`.'
    : `Did you mean \`${best}\`? Otherwise add it to \`topics.yaml\`.`;
}
