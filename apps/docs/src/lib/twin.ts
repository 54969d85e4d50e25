import { type Bank, bankLinks, type Note } from '@notebank/question-bank';
import { labsInside } from './labs.ts';
import { quizzesInside } from './quizzes.ts';
import { excerpt } from './text.ts';

const ASIDES: Readonly<Record<string, string>> = {
  note: 'Note',
  tip: 'Tip',
  caution: 'Caution',
  danger: 'Danger',
  misconception: 'A common misconception',
};

/**
 * A note as plain Markdown: title, summary, text and sources, with every directive told in words and absolute links.
 *
 * @param address - Absolute address of a path of the site.
 */
export function noteTwin(bank: Bank, note: Note, address: (path: string) => string): string {
  const { title, summary, reviewed, sources } = note.data;
  const quizzes = quizzesInside(bank, note).map(({ questions }) =>
    questions.map(({ id, stem }) => `- Question: [${excerpt(stem, 120)}](${address(`q/${id}/`)})`).join('\n'),
  );
  const labs = labsInside(note).map(({ id, title }) => `- Lab: [${title}](${address(`labs/${id}/`)})`);
  const body = absoluteLinks(withoutDirectives(note.body, quizzes, labs), note.path, address(''));
  const list = sources.map((source) => `- [${source.title}](${source.url}), read ${source.checked}`).join('\n');
  const { attribution, licence } = bank.identity;
  return [
    `# ${title}`,
    `> ${summary}`,
    `Reviewed ${reviewed}. ${address(`notes/${note.id}/`)}`,
    body.trim(),
    `## Sources\n\n${list}`,
    `${attribution}: ${licence.url}`,
    '',
  ].join('\n\n');
}

/**
 * Markdown with directives told in words; code stays as it is.
 *
 * @param quizzes - What stands for each `::quiz`, in order.
 * @param labs - What stands for each `::lab`, in order.
 */
export function withoutDirectives(
  markdown: string,
  quizzes: readonly string[] = [],
  labs: readonly string[] = [],
): string {
  let asked = 0;
  let shown = 0;
  return outsideCode(markdown, (text) =>
    text
      .replace(/^[ \t]*::quiz(?:\{[^}\n]*\})?[ \t]*$/gm, () => {
        asked += 1;
        return quizzes[asked - 1] ?? '';
      })
      .replace(/^[ \t]*::lab(?:\{[^}\n]*\})?[ \t]*$\n?/gm, () => {
        shown += 1;
        const lab = labs[shown - 1];
        return lab === undefined ? '' : `${lab}\n`;
      })
      .replace(/^:::changed(?:\{([^}\n]*)\})?[ \t]*$/gm, (_, attributes: string | undefined) => {
        const since = /since="?([\d-]+)/.exec(attributes ?? '')?.[1];
        return since === undefined ? '**Changed, date unverified.**\n' : `**Changed ${since}.**\n`;
      })
      .replace(
        /^:::(note|tip|caution|danger|misconception)(?:\[([^\]\n]*)\])?(?:\{[^}\n]*\})?[ \t]*$/gm,
        (_, name: string, label?: string) => `**${label ?? ASIDES[name]}.**\n`,
      )
      .replace(/^:::+[ \t]*$\n?/gm, '')
      .replace(/:limit\[((?:\\.|[^\]\\])*)\](?:\{[^}\n]*\})?/g, '$1'),
  );
}

/** Applies a change to text outside of fenced blocks; `:limit` in a code span is left to the author's care. */
function outsideCode(markdown: string, change: (text: string) => string): string {
  const parts = markdown.split(/^(```[\s\S]*?^```[ \t]*$|~~~[\s\S]*?^~~~[ \t]*$)/gm);
  return parts.map((part, index) => (index % 2 === 1 ? part : change(part))).join('');
}

function absoluteLinks(markdown: string, path: string, site: string): string {
  const resolve = bankLinks(path, site);
  return outsideCode(markdown, (text) =>
    text.replace(/(\]\()(\.[^)\s]*)/g, (_, open: string, url: string) => `${open}${resolve(url, 'href')}`),
  );
}
