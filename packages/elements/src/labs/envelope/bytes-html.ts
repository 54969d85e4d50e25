import type { Inspection } from '@notebank/aws-reference/envelope';
import { type Html, html } from '../html.ts';
import { bytesByKind, type FieldGroup, fieldsOf, groupsOf, KINDS, type ShownField } from './fields.ts';
import { counted, toHex } from './text.ts';

/** Bytes in a row of the dump; a wide page puts two rows beside each other. */
const ROW = 8;

/** A piece of a field within one row. */
interface Run {
  readonly field: ShownField;
  readonly start: number;
  readonly end: number;
}

/** The runs of each row, in one pass over the fields. */
function rowsOf(fields: readonly ShownField[]): Run[][] {
  const rows: Run[][] = [];
  for (const field of fields) {
    const last = field.start + field.length;
    for (let start = field.start; start < last; ) {
      const row = Math.floor(start / ROW);
      const end = Math.min(last, (row + 1) * ROW);
      rows[row] = [...(rows[row] ?? []), { field, start, end }];
      start = end;
    }
  }
  return rows;
}

const ascii = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte > 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join('');

function runHtml({ field, start, end }: Run, text: string): Html {
  const begins = start === field.start ? html` data-first` : '';
  const ends = end === field.start + field.length ? html` data-last` : '';
  return html`<span data-f="${field.at}" data-kind="${field.kind}"${begins}${ends}>${text}</span>`;
}

function rowHtml(runs: readonly Run[], at: number, message: Uint8Array): Html {
  const hex = runs.map((run, index) => [
    index > 0 && ' ',
    runHtml(run, toHex(message.subarray(run.start, run.end), ' ')),
  ]);
  const text = runs.map((run) => runHtml(run, ascii(message.subarray(run.start, run.end))));
  const offset = (at * ROW).toString(16).padStart(4, '0');
  return html`<li><b>${offset}</b><code>${hex}</code><code>${text}</code></li>`;
}

/** The message in hexadecimal digits and ASCII, each run of bytes with the field that it belongs to. */
export function dumpHtml(inspection: Inspection): Html {
  const rows = rowsOf(fieldsOf(inspection));
  return html`${rows.map((runs, at) => rowHtml(runs, at, inspection.message))}`;
}

/** What the colours mean, and how many bytes each has. */
export function legendHtml(inspection: Inspection): Html {
  const items = bytesByKind(inspection).map(
    ({ kind, bytes }) =>
      html`<li data-kind="${kind}"><span>${KINDS[kind]}</span> <small>${counted(bytes, 'byte')}</small></li>`,
  );
  const plain = inspection.frames.reduce((sum, { contentLength }) => sum + contentLength, 0);
  const all = inspection.message.length;
  const sum = html`<p>${counted(all, 'byte')}: ${counted(plain, 'byte')} of plaintext and ${counted(all - plain, 'byte')} around it. The length of the plaintext is no secret.</p>`;
  return html`${sum}<ul>${items}</ul>`;
}

/** Every field with offset, length, value and what it is for. `live`: a button chooses it. */
export function fieldsHtml(inspection: Inspection, live: boolean): Html {
  return html`${groupsOf(inspection).map((group) => groupHtml(group, live))}`;
}

function groupHtml({ title, fields, open }: FieldGroup, live: boolean): Html {
  const bytes = fields.reduce((sum, { length }) => sum + length, 0);
  const state = open ? html` open` : '';
  return html`<details${state}><summary>${title} <small>${counted(bytes, 'byte')}</small></summary><dl>${fields.map((field) => fieldHtml(field, live))}</dl></details>`;
}

function fieldHtml({ at, name, kind, start, length, value, about }: ShownField, live: boolean): Html {
  const label = live
    ? html`<button type="button" data-choose="${at}" aria-pressed="false">${name}</button>`
    : html`<span>${name}</span>`;
  const last = start + length - 1;
  const place =
    length > 1
      ? html`<span class="nb-sr">bytes </span>${start}–${last}`
      : html`<span class="nb-sr">byte </span>${start}`;
  const code = html`<code>${value === '' ? html`<i>empty</i>` : value}</code>`;
  return html`<div data-f="${at}" data-kind="${kind}"><dt>${label}<small>${place}</small></dt><dd>${code} <small>${about}</small></dd></div>`;
}
