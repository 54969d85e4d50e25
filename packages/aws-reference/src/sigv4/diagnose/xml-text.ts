const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text with its five named and all numeric entities decoded; one that is no character stays as it is. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? all;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * The text of every element that holds only text, by local name; of repeated ones the first.
 *
 * Enough for the error bodies of AWS, and no more: no attributes, no tree. What is not closed is left out, so that a body
 * that was cut off gives what came whole.
 */
export function xmlTexts(xml: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const plain = xml.replace(/<!\[CDATA\[(.*?)\]\]>/gs, (_all, text: string) => escapeText(text));
  for (const [, name = '', text = ''] of plain.matchAll(/<([A-Za-z][\w.:-]*)(?:\s[^<>]*)?>([^<]*)<\/\1\s*>/g)) {
    const local = name.slice(name.indexOf(':') + 1);
    if (!texts.has(local)) texts.set(local, decodeEntities(text));
  }
  return texts;
}
