import type { Bank } from '@notebank/question-bank';
import { LABS } from './labs.ts';

/**
 * An overview for language models, in the form of llmstxt.org: every note with its Markdown twin.
 *
 * @param address - Absolute address of a path of the site.
 */
export function llmsText(bank: Bank, address: (path: string) => string): string {
  const { title, attribution, licence } = bank.identity;
  const lines = [
    `# ${title}`,
    '',
    `> Notes and questions for learning AWS. Every answer names dated sources. ${attribution}: ${licence.url}`,
    '',
    'The questions are original: none comes from a real exam. Not affiliated with Amazon Web Services.',
  ];
  for (const area of bank.areas) {
    const notes = [...bank.notes.values()].filter((note) => note.area === area.id);
    if (notes.length === 0) continue;
    lines.push('', `## ${area.title}`, '');
    for (const { id, data } of notes)
      lines.push(`- [${data.title}](${address(`notes/${id}/index.md`)}): ${data.summary}`);
  }
  lines.push('', '## Labs', '');
  for (const { id, title, summary } of LABS.values()) lines.push(`- [${title}](${address(`labs/${id}/`)}): ${summary}`);
  lines.push(
    '',
    '## Data',
    '',
    `- [Downloads](${address('downloads/')}): the questions as Anki decks, CSV and JSON`,
    '',
  );
  return lines.join('\n');
}
