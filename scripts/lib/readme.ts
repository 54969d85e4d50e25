/** An example of a README that says what it prints. */
export interface Example {
  readonly code: string;
  /** Lines, each with its end. */
  readonly prints: string;
}

/** JavaScript examples that say what they print: in comments behind `console.log`, or in a block of text right below. */
export function readmeExamples(readme: string): Example[] {
  return [...readme.matchAll(/^```js\n([\s\S]*?)^```\n(?:\n```\n([\s\S]*?)^```$)?/gm)]
    .map(([, code = '', below]) => ({ code, prints: below ?? comments(code) }))
    .filter(({ prints }) => prints !== '');
}

const comments = (code: string): string =>
  [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text = '']) => `${text}\n`).join('');

/** Command lines of the first shell block behind a heading. */
export function readmeCommands(readme: string, heading: string): string[] {
  const [, section = ''] = readme.split(`\n## ${heading}\n`);
  const [, block = ''] = /^```sh\n([\s\S]*?)^```$/m.exec(section) ?? [];
  return block.split('\n').filter((line) => line !== '');
}
