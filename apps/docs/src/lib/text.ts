/** Text of a Markdown fragment for titles and lists: without marks, on one line. */
export function plain(markdown: string): string {
  return markdown
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\{\{c\d+::(.*?)(?:::.*?)?\}\}/g, '…')
    .replace(/\{\{=?(?:\w+=)?([^}]*)\}\}/g, '$1')
    .replace(/[`*_]|^#+ |^> ?|^\|.*$/gm, '')
    .replace(/\\([\\`*_{}[\]()#+.!|:-])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The text cut at a word, at most `length` characters with the ellipsis. */
export function excerpt(markdown: string, length = 90): string {
  const text = plain(markdown);
  if (text.length <= length) return text;
  return `${text
    .slice(0, length - 1)
    .replace(/\s+\S*$/, '')
    .replace(/[,;:.]$/, '')}…`;
}

/** `1 note`, `2 notes`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** Size of a file: `12 KB`, `3.4 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [number, unit] = bytes < 1_000_000 ? [bytes / 1000, 'KB'] : [bytes / 1_000_000, 'MB'];
  return `${number < 10 ? number.toFixed(1) : Math.round(number)} ${unit}`;
}
