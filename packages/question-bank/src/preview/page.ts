import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { escapeHtml, questionHtml, quizHtml } from '@notebank/quiz/html';
import type { Bank, Note, Question } from '../bank.ts';
import { cardHtml } from '../export/anki/index.ts';
import { folderMedia } from '../export/node.ts';
import type { LoadResult } from '../load/load.ts';
import { noteHtml } from '../markdown/html.ts';
import { publishQuestion } from '../render/publish.ts';
import { toJsonMessages } from '../report.ts';

/**
 * A page that shows a note or a question as readers will see it, with everything that is wrong with the file on top.
 *
 * @param path - Relative to the root of the bank.
 * @param options - `live` adds what reloads the page on every save.
 */
export function previewPage({ bank, files }: LoadResult, path: string, options: { readonly live: boolean }): string {
  const messages = toJsonMessages(files.filter((file) => file.path.endsWith(path)));
  const question = [...bank.questions.values()].find((candidate) => candidate.path === path);
  const note = [...bank.notes.values()].find((candidate) => candidate.path === path);
  const body = question
    ? questionBody(bank, question)
    : note
      ? notePreview(bank, note)
      : '<p>The file has errors that leave nothing to show.</p>';
  const problems = messages.map(
    ({ line, column, message, mend }) =>
      `<li><strong>${line}:${column}</strong> ${escapeHtml(message)}${mend === undefined ? '' : `<br><em>${escapeHtml(mend)}</em>`}</li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(path)}</title>
<style>${stylesheet()}</style>
</head>
<body>
<header><code>${escapeHtml(path)}</code></header>
${problems.length > 0 ? `<section class="problems" aria-label="Problems"><ul>${problems.join('')}</ul></section>` : ''}
<main>${body}</main>
${options.live ? "<script>new EventSource('/events').addEventListener('reload', () => location.reload());</script>" : ''}
</body>
</html>
`;
}

function questionBody(bank: Bank, question: Question): string {
  const published = publishQuestion(bank, question, { site: '/' });
  const media = folderMedia(bank.root);
  const sides = (['front', 'back'] as const).map((side) => {
    const page = cardHtml(bank, question, side, { media });
    // Scripts of the card run in a frame without the page's origin, as cards run without the site.
    return `<figure><figcaption>Card, ${side}</figcaption><iframe sandbox="allow-scripts" title="Card, ${side}" srcdoc="${escapeHtml(page)}"></iframe></figure>`;
  });
  return `<h1>Page</h1>${questionHtml(published, { headingLevel: 2 })}<h1>Anki</h1><div class="cards">${sides.join('')}</div>`;
}

function notePreview(bank: Bank, note: Note): string {
  const html = noteHtml(bank, note, {
    slot: ({ kind, id, topic, limit }) => {
      if (kind !== 'quiz') return `<p>Lab ${escapeHtml(id ?? '')}</p>`;
      const questions = id
        ? [bank.questions.get(id)].filter((question) => question !== undefined)
        : [...bank.questions.values()].filter((question) => question.topic === topic).slice(0, limit ?? 5);
      return quizHtml(questions.map((question) => publishQuestion(bank, question, { site: '/' })));
    },
  });
  return `<h1>${escapeHtml(note.data.title)}</h1>${html}`;
}

function stylesheet(): string {
  const quiz = readFileSync(fileURLToPath(import.meta.resolve('@notebank/quiz/quiz.css')), 'utf8');
  return `:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem; }
header { opacity: .7; } h1 { font-size: 1.3rem; margin-top: 2rem; }
.problems { border-left: 4px solid #c22; padding-left: .5rem; }
.cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); }
figure { margin: 0; } iframe { width: 100%; height: 36rem; border: 1px solid #8886; border-radius: .5rem; background: #fff; }
table { border-collapse: collapse; } th, td { border: 1px solid #8886; padding: .25rem .5rem; }
.nb-changed, .nb-misconception { border-left: 4px solid #58f; padding: .1rem 1rem; margin: 1rem 0; }
${quiz}`;
}
