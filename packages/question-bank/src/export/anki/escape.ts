import { sha1 } from '../../digest.ts';

/** Text as HTML, also within a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Sequences that Anki gives a meaning in the source of a field. */
const LIVE = /\\(?=[()[\]])|\[(?=\/?(?:sound:|latex\]|\$|anki:))|\{{2,}|\}{2,}/gi;

/**
 * HTML as a field of an Anki note: what Anki would read as MathJax, LaTeX, sound, speech or a gap becomes entities,
 * control characters other than tab and newline go, text is in NFC as Anki stores it.
 */
export function fieldHtml(html: string): string {
  return clean(html).replace(LIVE, entities);
}

/** HTML inside a gap: there `::` and `}}` end it, so no colon and no brace stays. */
export function gapHtml(html: string): string {
  return fieldHtml(html).replace(/[:{}]/g, entities);
}

const CONTROL = /(?![\t\n])\p{Cc}/gu;

function clean(html: string): string {
  return html.replace(CONTROL, '').normalize('NFC');
}

function entities(text: string): string {
  return [...text].map((character) => `&#${character.codePointAt(0)};`).join('');
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * Text of a field as Anki compares and sorts it: media become ` name `, comments, styles, scripts and tags go,
 * entities are decoded, no-break spaces become spaces. Nothing is trimmed.
 */
export function stripHtml(html: string): string {
  return html
    .replace(/\[sound:(.+?)\]/gi, ' $1 ')
    .replace(
      /<(?:img|audio|video|source|object)\b[^>]*?\b(?:src|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))[^>]*>/gi,
      ' $1$2$3 ',
    )
    .replace(/<!--.*?-->|<style\b.*?<\/style>|<script\b.*?<\/script>|<[^>]*>/gis, '')
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) =>
      decodeEntity(whole, hex, decimal, name),
    )
    .replaceAll('\u00a0', ' ');
}

function decodeEntity(whole: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** Anki's checksum of a first field: the first 4 bytes of SHA-1 of its stripped text, unsigned, big-endian. */
export function fieldChecksum(stripped: string): number {
  const digest = sha1(stripped);
  return new DataView(digest.buffer, digest.byteOffset, digest.byteLength).getUint32(0);
}
