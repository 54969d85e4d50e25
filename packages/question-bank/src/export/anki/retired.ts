import type { Bank } from '../../bank.ts';
import { deckQuestions, type Question } from '../../bank.ts';

/** How many ids a search names at once: Anki's search line takes more, readers do not. */
const IDS_PER_SEARCH = 50;

/**
 * `retired.txt`: how to find withdrawn questions in Anki and what to do with them. An import can neither suspend nor
 * delete a card, so the reader has to.
 */
export function retiredText(bank: Bank, filter: (question: Question) => boolean = () => true): string {
  const questions = deckQuestions(bank).filter((question) => question.status !== 'current' && filter(question));
  const head = [
    `Withdrawn questions of ${bank.identity.title}`,
    '',
    'An import never suspends or deletes cards. To do it by hand: import the deck, open Browse, paste a search, select',
    'all, then suspend (Ctrl+J, on a Mac Command+J) or delete (Ctrl+Delete) the cards.',
    '',
  ];
  if (questions.length === 0) return [...head, 'None so far.', ''].join('\n');
  const ids = questions.map(({ id }) => `QuestionId:${id}`);
  const searches = Array.from({ length: Math.ceil(ids.length / IDS_PER_SEARCH) }, (_, index) =>
    ids.slice(index * IDS_PER_SEARCH, (index + 1) * IDS_PER_SEARCH).join(' OR '),
  );
  return [
    ...head,
    'All at once, after an import of this version:',
    '  tag:bank::retired',
    '',
    'By id, also from older versions:',
    ...searches.map((search) => `  ${search}`),
    '',
    ...questions.map(
      ({ id, status, since, reason }) =>
        `${id}: ${status}${since ? ` since ${since}` : ''}${reason ? `. ${oneLine(reason)}` : ''}`,
    ),
    '',
  ].join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
