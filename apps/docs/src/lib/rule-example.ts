import type { RuleExample } from '@notebank/question-bank/rules';

/** One half of a rule's example as a fenced block, with the lines of front matter that matter to it. */
export function exampleBlock(example: RuleExample, half: 'bad' | 'good'): string {
  const body = example[half].trimEnd();
  const front = half === 'good' ? (example.goodFront ?? example.front) : example.front;
  const text =
    front === undefined || body.startsWith('---') ? body : `---\n${front.trim()}\n---\n\n${body.trimStart()}`;
  return fenced(text, 'md');
}

/** A fenced block whose fence is longer than any inside. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/^ *(`{3,})/gm)].map(([, ticks = '']) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
