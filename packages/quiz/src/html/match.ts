import type { PublishedMatch, PublishedPair } from '@notebank/content-schema';
import { type MatchCell, questionKey } from '../key.ts';
import { presentedCells } from '../present.ts';
import type { KindHtml, QuestionContext } from './context.ts';
import { attributes, escapeHtml, textOfHtml } from './escape.ts';

/** A `<select>` per left cell. `data-cell` is the id of the right one. Paper gets the right cells as a list. */
export function matchHtml({ question, id, seed }: QuestionContext<PublishedMatch>): KindHtml {
  const cells = presentedCells(question, seed);
  const key = questionKey(question);
  const cellOf = new Map(key.kind === 'match' ? key.pairs.map((pair) => [pair.id, pair.cell]) : []);
  const choices = `<option value="">Choose</option>${cells.map(choiceHtml).join('')}`;
  const row = (pair: PublishedPair): string => {
    const field = `${id}-${pair.id}`;
    const select = attributes({ name: pair.id, id: field, 'data-cell': cellOf.get(pair.id) });
    return `<li><label${attributes({ for: field })}>${pair.left.html}</label><select${select}>${choices}</select></li>`;
  };
  const [left, right] = question.columns;
  return {
    task: 'find the pairs',
    inputs:
      `<p class="nb-columns"><span>${left.html}</span> <span>${right.html}</span></p>` +
      `<ul class="nb-pairs">${question.pairs.map(row).join('')}</ul>` +
      `<ol class="nb-cells" type="A">${cells.map((cell) => `<li>${cell.right.html}</li>`).join('')}</ol>`,
    answer: `<dl class="nb-solution">${question.pairs.map(pairHtml).join('')}</dl>${surplusHtml(question, cells)}`,
  };
}

function choiceHtml({ id, right }: MatchCell): string {
  return `<option value="${escapeHtml(id)}">${textOfHtml(right.html)}</option>`;
}

function pairHtml({ left, right }: PublishedPair): string {
  return `<div><dt>${left.html}</dt><dd>${right.html}</dd></div>`;
}

function surplusHtml({ pairs }: PublishedMatch, cells: readonly MatchCell[]): string {
  const used = new Set(pairs.map(({ right }) => right.markdown));
  const unused = cells.filter(({ right }) => !used.has(right.markdown));
  if (unused.length === 0) return '';
  return `<p>Belongs to none:</p><ul>${unused.map(({ right }) => `<li>${right.html}</li>`).join('')}</ul>`;
}
