import { type Bank, loadBank, memoryFiles } from '@notebank/question-bank';

const HEAD = `id: test-bank
title: Test bank
deckRoot: Test
baseMs: 1790000000000
site: https://bank.example
repository: https://code.example/bank
licence: {id: CC-BY-4.0, url: https://licence.example/by}
attribution: Test bank, CC BY 4.0
contact: nobody
reports: https://code.example/bank/issues/new
`;

const EXAMS = {
  'dva-c02': { code: 'DVA-C02', short: 'Developer', level: 'associate' },
  'dop-c02': { code: 'DOP-C02', short: 'DevOps', level: 'professional' },
};

function exam(id: keyof typeof EXAMS): string {
  const { code, short, level } = EXAMS[id];
  return `id: ${id}
code: ${code}
title: Exam ${code}
short: ${short}
level: ${level}
items: 65
scored: 50
minutes: 130
passingScore: 720
checked: 2026-11-21
sources: [{title: Guide, url: https://guide.example/${id}, checked: 2026-11-21}]
domains:
  - {id: "1", title: First, weight: 60, tasks: [{id: "1.1", title: Do one thing}, {id: "1.2", title: Do another}]}
  - {id: "2", title: Second, weight: 40, tasks: [{id: "2.1", title: Do a third}]}
`;
}

const SOURCES = 'sources: [{title: Docs, url: https://docs.example/page, checked: 2026-11-21}]';

/** A topic of a test bank. */
export interface TestTopic {
  readonly id: string;
  readonly area: string;
  readonly exams?: readonly string[];
  /** Body of its note; without one there is no note. */
  readonly note?: string;
}

/** A note with front matter that passes the check. */
export function note(title: string, body: string): string {
  const summary = `Decide what to do about ${title} in a test of the site.`;
  return `---\ntitle: ${title}\nsummary: ${summary}\ntasks: [dva-c02/1.1]\n${SOURCES}\nreviewed: 2026-11-21\n---\n\n${body}\n`;
}

/** A question with one right option. `front` adds lines to its front matter. */
export function question(id: string, topic: string, front = ''): string {
  return `---
id: ${id}
kind: choice
topic: ${topic}
tasks: [dva-c02/1.1]
difficulty: 1
revision: 1
${SOURCES}
${front}---

What does somebody do about ${id.split('-').reverse().join(' and ')} here?

- [x] The right thing
  > It is right.
- [ ] The wrong thing
  > It is wrong.
- [ ] Another wrong thing
  > It is wrong too.
- [ ] One more wrong thing
  > It is wrong as well.
`;
}

/** A bank in memory, read by the real loader. Areas stand in the order in which topics name them. */
export async function testBank(
  topics: readonly TestTopic[],
  questions: Readonly<Record<string, string>> = {},
): Promise<Bank> {
  const areas = [...new Set(topics.map(({ area }) => area))];
  const files: Record<string, string> = {
    'bank.yaml': HEAD,
    'glossary.yaml': 'terms: []\n',
    'bank.lock.jsonl': '',
    'topics.yaml': JSON.stringify({
      areas: areas.map((id) => ({ id, title: `Area ${id}` })),
      topics: topics.map(({ id, area, exams = ['dva-c02'] }) => ({ id, title: `Topic ${id}`, area, exams })),
    }),
    'exams/dva-c02.yaml': exam('dva-c02'),
    'exams/dop-c02.yaml': exam('dop-c02'),
  };
  for (const { id, area, note: body } of topics) {
    if (body !== undefined) files[`notes/${area}/${id}.md`] = note(`Note ${id}`, body);
  }
  for (const [path, text] of Object.entries(questions)) files[`questions/${path}.md`] = text;
  return (await loadBank(memoryFiles(files))).bank;
}
