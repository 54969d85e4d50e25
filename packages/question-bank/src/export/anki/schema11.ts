import { type CardTemplate, NOTETYPE_STYLE, NOTETYPES, type Notetype } from './notetypes.ts';

/** Tables of Anki's schema 11, the one that every version reads. */
export const TABLES = `
create table col (id integer primary key, crt integer not null, mod integer not null, scm integer not null, ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null, models text not null, decks text not null, dconf text not null, tags text not null);
create table notes (id integer primary key, guid text not null, mid integer not null, mod integer not null, usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null, flags integer not null, data text not null);
create table cards (id integer primary key, nid integer not null, did integer not null, ord integer not null, mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null, ivl integer not null, factor integer not null, reps integer not null, lapses integer not null, left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
create table revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null, ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
create table graves (usn integer not null, oid integer not null, type integer not null);
`;

/** Its indexes: made after the rows, which is faster and packs their pages. */
export const INDEXES = `
create index ix_notes_usn on notes (usn);
create index ix_cards_usn on cards (usn);
create index ix_revlog_usn on revlog (usn);
create index ix_cards_nid on cards (nid);
create index ix_cards_sched on cards (did, queue, due);
create index ix_revlog_cid on revlog (cid);
create index ix_notes_csum on notes (csum);
`;

/** Update sequence number of rows that no server has seen. */
export const NEW_USN = -1;

const DEFAULT_PRESET = 1;

/** `col.conf`: older versions read these keys without a default. */
export const CONFIG = {
  activeDecks: [1],
  curDeck: 1,
  newSpread: 0,
  collapseTime: 1200,
  timeLim: 0,
  estTimes: true,
  dueCounts: true,
  curModel: null,
  nextPos: 1,
  sortType: 'noteFld',
  sortBackwards: false,
  addToCur: true,
  dayLearnFirst: false,
};

/** `col.dconf`: the default preset. Importing takes no preset over unless the reader asks for it. */
export const DECK_PRESETS = {
  [DEFAULT_PRESET]: {
    id: DEFAULT_PRESET,
    mod: 0,
    name: 'Default',
    usn: 0,
    maxTaken: 60,
    autoplay: true,
    timer: 0,
    replayq: true,
    dyn: false,
    desiredRetention: 0.9,
    new: { bury: false, delays: [1, 10], initialFactor: 2500, ints: [1, 4, 0], order: 1, perDay: 20 },
    rev: { bury: false, ease4: 1.3, ivlFct: 1, maxIvl: 36500, perDay: 200, hardFactor: 1.2 },
    lapse: { delays: [10], leechAction: 1, leechFails: 8, minInt: 1, mult: 0 },
  },
};

/**
 * A deck of `col.decks`.
 *
 * @param name - Levels joined by `::`.
 * @param mod - Seconds since the epoch.
 * @param description - HTML, shown when the deck is opened.
 */
export function deckJson(id: number, name: string, mod: number, description: string) {
  return {
    id,
    mod,
    name,
    usn: NEW_USN,
    lrnToday: [0, 0],
    revToday: [0, 0],
    newToday: [0, 0],
    timeToday: [0, 0],
    collapsed: false,
    browserCollapsed: false,
    desc: description,
    dyn: 0,
    conf: DEFAULT_PRESET,
    extendNew: 0,
    extendRev: 0,
  };
}

/** `col.models`: both note types. */
export function notetypesJson(): Record<string, unknown> {
  return Object.fromEntries(Object.values(NOTETYPES).map((notetype) => [String(notetype.id), notetypeJson(notetype)]));
}

function notetypeJson({ id, name, cloze, mod, fields, template }: Notetype) {
  return {
    id,
    name,
    type: cloze ? 1 : 0,
    mod,
    usn: NEW_USN,
    sortf: 0,
    did: null,
    tmpls: [templateJson(template)],
    flds: fields.map((field, ord) => fieldJson(field, ord)),
    css: NOTETYPE_STYLE,
    latexPre: LATEX_PRE,
    latexPost: '\\end{document}',
    latexsvg: false,
    ...(cloze ? {} : { req: [[0, 'any', referencedFields(template.front, fields)]] }),
  };
}

function fieldJson(field: Notetype['fields'][number], ord: number) {
  const font = { font: 'Arial', size: 20 };
  const flags = { sticky: false, rtl: false, plainText: false, collapsed: false, excludeFromSearch: false };
  return { ...field, ord, ...font, ...flags, media: [], preventDeletion: ord === 0, tag: null };
}

function templateJson({ id, name, front, back, browserFront, browserBack }: CardTemplate) {
  const browser = { bqfmt: browserFront, bafmt: browserBack, bfont: '', bsize: 0 };
  return { id, name, ord: 0, qfmt: front, afmt: back, ...browser, did: null };
}

/** Ordinals of the fields that a template prints: versions before 2.1.28 make a card when any of them is filled. */
function referencedFields(front: string, fields: Notetype['fields']): number[] {
  const names = new Set([...front.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name));
  return fields.flatMap(({ name }, ord) => (names.has(name) ? [ord] : []));
}

const LATEX_PRE = `\\documentclass[12pt]{article}
\\special{papersize=3in,5in}
\\usepackage[utf8]{inputenc}
\\usepackage{amssymb,amsmath}
\\pagestyle{empty}
\\setlength{\\parindent}{0in}
\\begin{document}
`;
