import type { Kind } from '@notebank/content-schema';

interface QuestionSeed {
  readonly id: string;
  readonly topic: string;
  readonly task: string;
  readonly today: string;
}

const BODIES: Readonly<Record<Kind, string>> = {
  choice: `Two to five sentences with only what matters. What is asked?

- [x] The key
  > Why it is right.
- [ ] A distractor
  > Which misunderstanding leads here.
- [ ] Another distractor
  > Which misunderstanding leads here.
- [ ] One more distractor
  > Which misunderstanding leads here.
`,
  cloze: 'The term {{c1::what to know::a hint}} stands in a sentence.\n',
  recall: `What is to be explained?

## Answer

What a full answer says.
`,
  order: `Put the steps in order. One of them does not belong.

1. The first step
2. The second step
   > Why it comes here.
3. The third step

- A step that does not belong
`,
  match: `Match each thing with what it does.

| thing | what it does |
| --- | --- |
| one | this |
| two | that |
|  | a surplus answer |
`,
  numeric: 'The facts that a number follows from. How many are there?\n',
};

/** Text of a new question file. It reads well and passes the check, but for what only its author knows. */
export function questionTemplate(kind: Kind, { id, topic, task, today }: QuestionSeed): string {
  const numeric =
    kind === 'numeric'
      ? 'answer: {value: 1, tolerance: 0, unit: instances}\nmistakes:\n  - {value: 2, why: What a likely mistake gives.}\n'
      : '';
  return `---
id: ${id}
kind: ${kind}
topic: ${topic}
tasks: [${task}]
difficulty: 2
revision: 1
${numeric}sources:
  - title: Title of the page that settles it
    url: https://docs.aws.amazon.com/
    checked: ${today}
---

${BODIES[kind]}
## Explanation

What the reader should take away.
`;
}

interface NoteSeed {
  readonly title: string;
  readonly task: string;
  readonly today: string;
}

/** Text of a new note. */
export function noteTemplate({ title, task, today }: NoteSeed): string {
  return `---
title: ${JSON.stringify(title)}
summary: One sentence that says what the reader will be able to decide or do.
tasks: [${task}]
services: []
aliases: []
errors: []
sources:
  - title: Title of the page that settles it
    url: https://docs.aws.amazon.com/
    checked: ${today}
reviewed: ${today}
---

## In short

At most sixty words or five lines, for a reader on a phone.

## How it works

## Decisions and trade-offs

## Limits and numbers

## Failure modes

## What the exams ask
`;
}
