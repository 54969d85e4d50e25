/** What commands a terminal, or turns a line around. */
const COMMANDING = /[\p{Cc}\p{Bidi_Control}]/gu;

/** A line in which nothing commands a terminal: names and answers in it came from elsewhere. */
export const harmlessLine = (text: string): string => text.replace(COMMANDING, '\ufffd');

/** The same of a text of several lines, with tabs. */
export const harmlessText = (text: string): string =>
  text.replace(COMMANDING, (char) => (char === '\n' || char === '\t' ? char : '\ufffd'));
