import { Buffer } from 'node:buffer';
import type { Bank, Question } from '../../bank.ts';
import { type AnkiNote, type AnkiNoteOptions, renderNotes } from './notes.ts';
import { NOTETYPE_STYLE, NOTETYPES } from './notetypes.ts';

export interface CardOptions extends Pick<AnkiNoteOptions, 'media'> {
  /** Ordinal of the card: 0 for `c1` of a cloze. Default: the first card. */
  readonly card?: number;
  /** Whether to show it in night mode. */
  readonly night?: boolean;
}

/**
 * One side of a question's card as a page, rendered from the same templates as in Anki. Images are inlined.
 *
 * @throws {@link ExportError} when an image is missing or the topic is unknown.
 */
export function cardHtml(bank: Bank, question: Question, side: 'front' | 'back', options: CardOptions = {}): string {
  const { notes, media } = renderNotes(bank, [question], options);
  const [note] = notes;
  const body = note ? inlineMedia(renderCard(note, side, options.card ?? note.cards[0] ?? 0), media) : '';
  const night = options.night === true ? ' nightMode night_mode' : '';
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${question.id}</title>
<style>${NOTETYPE_STYLE}</style></head>
<body class="card card1${night}"><div id="qa">${body}</div></body>
</html>
`;
}

/** HTML of one side of a card, without a page around it: what Anki puts into its own. */
export function renderCard(note: AnkiNote, side: 'front' | 'back', card: number): string {
  const { fields, template } = NOTETYPES[note.notetype];
  const values = new Map(fields.map(({ name }, index) => [name, note.fields[index] ?? '']));
  return template[side]
    .replace(/\{\{#(\w+)\}\}(.*?)\{\{\/\1\}\}/gs, (_, name, inner) => ((values.get(name) ?? '') === '' ? '' : inner))
    .replace(/\{\{cloze:(\w+)\}\}/g, (_, name) => renderGaps(values.get(name) ?? '', card + 1, side))
    .replace(/\{\{(\w+)\}\}/g, (_, name) => values.get(name) ?? '');
}

/** Gaps of a cloze as Anki shows them on the card of one number. */
function renderGaps(text: string, active: number, side: 'front' | 'back'): string {
  return text.replace(/\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}/gs, (_, number, inner, hint) => {
    if (Number(number) !== active) return `<span class="cloze-inactive" data-ordinal="${number}">${inner}</span>`;
    const shown = side === 'back' ? inner : `[${hint ?? '...'}]`;
    return `<span class="cloze" data-ordinal="${number}">${shown}</span>`;
  });
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
};

function inlineMedia(html: string, media: ReadonlyMap<string, Uint8Array>): string {
  let result = html;
  for (const [name, bytes] of media) {
    const type = MEDIA_TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    result = result.replaceAll(`src="${name}"`, `src="data:${type};base64,${Buffer.from(bytes).toString('base64')}"`);
  }
  return result;
}
