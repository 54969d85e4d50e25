import type { Rule } from './rule.ts';

/** Directives have the attributes they know. Checked while a file is read. */
export const directiveAttributes: Rule = {
  id: 'directive-attributes',
  summary: 'Directives have the attributes they know.',
  why: 'A misspelt attribute would be ignored: the quiz of another topic, a change without its date.',
  example: {
    kind: 'note',
    bad: `## In short

A build needs a role, and the role needs permissions.

:::changed{sinse=2024}
**It moved.** Older material says otherwise.
:::
`,
    good: `## In short

A build needs a role, and the role needs permissions.

:::changed{since=2024}
**It moved.** Older material says otherwise.
:::
`,
    message: 'Unexpected attribute `sinse` of `changed`, expected `since`',
  },
};
