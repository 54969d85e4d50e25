const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML content and in quoted attributes. */
export function escapeHtml(text: string | number): string {
  return String(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/**
 * Attributes of a tag, each with a leading space. `true` gives the bare name, `false` and `undefined` nothing.
 */
export function attributes(values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) => {
      if (value === undefined || value === false) return '';
      return value === true ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`;
    })
    .join('');
}

// A tag of sanitised HTML; quoted values may hold `>`.
const TAG = /<(?:"[^"]*"|'[^']*'|[^'">])*>/g;

/** Text of sanitised HTML for places that hold no tags, such as `<option>`. Entities stay. Images become their `alt`. */
export function textOfHtml(html: string): string {
  return html
    .replace(TAG, (tag) =>
      tag.startsWith('<img') ? (/ alt="([^"]*)"/.exec(tag)?.[1] ?? '') : ' '.repeat(+isBlock(tag)),
    )
    .replace(/\s+/g, ' ')
    .trim();
}

function isBlock(tag: string): boolean {
  return /^<\/?(?:p|br|li|pre|blockquote|t[dhr])\b/.test(tag);
}

/** Sanitised HTML of a block. Tables and code get a box of their own to scroll in, which the keyboard reaches. */
export function blockHtml(html: string): string {
  return html
    .replaceAll('<table>', '<div class="nb-scroll" role="group" aria-label="Table" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<pre>', '<pre tabindex="0">');
}
