export { type ApkgOptions, type PackOptions, packNotes, toApkg } from './apkg.ts';
export { type CardOptions, cardHtml, renderCard } from './card-html.ts';
export { type AnkiIdentity, ankiIdentity, guidFor } from './guid.ts';
export { type MediaReader, noMedia } from './media.ts';
export { type AnkiNote, type AnkiNoteOptions, type AnkiNotes, ankiNotes, renderNotes } from './notes.ts';
export { NOTETYPE_STYLE, NOTETYPES, type Notetype, type NotetypeName } from './notetypes.ts';
export { retiredText } from './retired.ts';
export { toAnkiText } from './text.ts';
