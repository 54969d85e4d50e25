/** JSON in which nothing commands a terminal or turns the line around: texts of a message came from elsewhere. */
export function quoted(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    // What is below U+0020 JSON escapes itself.
    /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
