import type { PublishedCloze, PublishedQuestion } from '@notebank/content-schema';
import type { Bank } from '../../bank.ts';
import { escapeHtml, fieldHtml, gapHtml } from './escape.ts';
import { answerFields } from './options.ts';

/** Names of the fields of an Anki note, with their values as HTML. */
export type FieldValues = Readonly<Record<string, string>>;

/** Values of every field that the question fills. Fields that are not named stay empty. */
export function fieldValues(bank: Bank, question: PublishedQuestion): FieldValues {
  const shared = {
    QuestionId: question.id,
    Explanation: fieldHtml(question.explanation?.html ?? ''),
    Status: fieldHtml(statusBanner(question)),
    Sources: fieldHtml(sourceList(question)),
    Link: fieldHtml(escapeHtml(question.url)),
    Topic: fieldHtml(topicName(bank, question.topic)),
    Credit: fieldHtml(credit(bank)),
  };
  if (question.kind === 'cloze') return { ...shared, Text: clozeText(question) };
  const { options, answer } = answerFields(question);
  return {
    ...shared,
    Kind: question.kind,
    Stem: fieldHtml(question.stem.html),
    Options: fieldHtml(options),
    Answer: fieldHtml(answer),
  };
}

const GAP = /<span class="cloze" data-cloze="(\d+)"(?: data-hint="([^"]*)")?>(.*?)<\/span>/gs;

/** Text with its gaps in Anki's notation. Sanitised text holds no other `span`. */
function clozeText(question: PublishedCloze): string {
  const parts: string[] = [];
  let from = 0;
  const { html } = question.stem;
  for (const gap of html.matchAll(GAP)) {
    const [whole, number, hint, inner = ''] = gap;
    parts.push(fieldHtml(html.slice(from, gap.index)));
    parts.push(`{{c${number}::${gapHtml(inner)}${hint === undefined ? '' : `::${gapHtml(hint)}`}}}`);
    from = gap.index + whole.length;
  }
  return parts.join('') + fieldHtml(html.slice(from));
}

/** Why a question no longer counts; empty while it does. */
function statusBanner({ status, since, reason }: PublishedQuestion): string {
  if (status === 'current') return '';
  const when = since === undefined ? '' : ` since ${since}`;
  const why = reason === undefined ? '' : `: ${escapeHtml(reason)}`;
  const advice =
    status === 'retired'
      ? 'This question was withdrawn. Suspend or delete its cards.'
      : 'It is true of something that is gone. Suspend its cards unless you work with it.';
  return `<p><strong>${status === 'retired' ? 'Retired' : 'Historic'}${when}</strong>${why}</p><p>${advice}</p>`;
}

/** Sources without the day of their last check: a new day must not overwrite what a reader wrote into the note. */
function sourceList({ sources }: PublishedQuestion): string {
  const items = sources.map(({ title, url }) => `<li>${anchor(url, title)}</li>`);
  return items.length === 0 ? '' : `<ul>${items.join('')}</ul>`;
}

function topicName(bank: Bank, id: string): string {
  const topic = bank.topics.get(id);
  const area = bank.areas.find((one) => one.id === topic?.area);
  return [area?.title, topic?.title ?? id]
    .filter((part) => part !== undefined)
    .map(escapeHtml)
    .join(' › ');
}

/** Who made it and what may be done with it: on every card, because decks travel without their page. */
export function credit({ identity }: Bank): string {
  const licence = anchor(identity.licence.url, identity.licence.id);
  return `${escapeHtml(identity.attribution)} · ${licence} · Not affiliated with AWS.`;
}

function anchor(url: string, title: string): string {
  return `<a class="tappable" href="${escapeHtml(url)}">${escapeHtml(title)}</a>`;
}
