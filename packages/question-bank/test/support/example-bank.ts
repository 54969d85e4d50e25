import type { RuleExample } from '../../src/rules/index.ts';

/** A whole small bank: what examples of rules and fixtures stand in. */
export const BASE_FILES: Readonly<Record<string, string>> = {
  'bank.yaml': `id: example
title: Example
deckRoot: Example
baseMs: 1700000000000
site: https://example.org
repository: https://example.org/repository
licence: {id: CC-BY-4.0, url: 'https://creativecommons.org/licenses/by/4.0/'}
attribution: Example
contact: Example
reports: https://example.org/issues/new
`,
  'topics.yaml': `areas:
  - {id: example-area, title: Example area}
topics:
  - {id: example-topic, title: Example topic, area: example-area, exams: [dva-c02]}
  - {id: other-topic, title: Other topic, area: example-area, exams: [dva-c02]}
`,
  'exams/dva-c02.yaml': `id: dva-c02
code: DVA-C02
title: Developer
short: Developer
level: associate
items: 65
scored: 50
minutes: 130
passingScore: 720
checked: 2026-01-01
sources: [{title: A page, url: 'https://docs.aws.amazon.com/', checked: 2026-01-01}]
domains:
  - {id: '3', title: Deployment, weight: 100, tasks: [{id: '3.4', title: Deploy}]}
`,
};

const NOTE_FRONT = {
  title: 'Example topic',
  summary: 'What the example is about, in one whole sentence.',
  tasks: '[dva-c02/3.4]',
  sources: "[{title: A page, url: 'https://docs.aws.amazon.com/', checked: 2026-01-01}]",
  reviewed: '2026-01-01',
};

const QUESTION_FRONT = {
  id: 'example-question',
  topic: 'example-topic',
  tasks: '[dva-c02/3.4]',
  difficulty: '1',
  revision: '1',
  sources: "[{title: A page, url: 'https://docs.aws.amazon.com/', checked: 2026-01-01}]",
};

/** A question or note file around a body; `front` replaces or adds lines of the front matter. */
export function wrapBody(body: string, kind: NonNullable<RuleExample['kind']>, front = ''): string {
  const keys = new Map<string, string>(
    Object.entries(
      kind === 'note'
        ? NOTE_FRONT
        : { ...QUESTION_FRONT, kind, ...(kind === 'numeric' ? { answer: '{value: 10}' } : {}) },
    ),
  );
  for (const line of front.split('\n').filter((text) => text !== '')) {
    const colon = line.indexOf(':');
    keys.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const yaml = [...keys].map(([key, value]) => `${key}: ${value}`).join('\n');
  return `---\n${yaml}\n---\n${body === '' ? '' : `\n${body}`}`;
}

/** Path at which the text of an example stands. */
export function examplePath(kind: NonNullable<RuleExample['kind']>): string {
  return kind === 'note' ? 'notes/example-area/example-topic.md' : 'questions/example-topic/example-question.md';
}
