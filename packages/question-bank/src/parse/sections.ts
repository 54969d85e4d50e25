import type { Kind } from '@notebank/content-schema';
import type { Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Place, Problem } from '../problem.ts';
import { placeOf } from './place.ts';
import { sliceBlocks } from './slice.ts';

/** A question's body, cut at its headings. */
export interface Sections {
  /** Blocks before the first heading. */
  readonly main: readonly RootContent[];
  /** Markdown under `## Answer`, of a recall question. */
  readonly answer?: string;
  /** Markdown under `## Explanation`. */
  readonly explanation?: string;
}

const TITLES: Readonly<Record<Kind, readonly string[]>> = {
  choice: ['Explanation'],
  order: ['Explanation'],
  match: ['Explanation'],
  numeric: ['Explanation'],
  cloze: ['Explanation'],
  recall: ['Answer', 'Explanation'],
};

/** Kinds that have no rationale elsewhere and so need an explanation. */
const NEEDS_EXPLANATION: ReadonlySet<Kind> = new Set(['match', 'numeric', 'cloze']);

/** Cuts the body of a question at `## Answer` and `## Explanation`. */
export function splitSections(tree: Root, source: string, kind: Kind, report: (problem: Problem) => void): Sections {
  const allowed = TITLES[kind];
  const main: RootContent[] = [];
  const found = new Map<string, { place: Place; blocks: RootContent[] }>();
  let blocks = main;
  for (const node of tree.children) {
    if (node.type === 'definition') continue;
    // A heading made by an underline has a message of its own: it was meant as text.
    if (node.type !== 'heading' || !source.startsWith('#', node.position?.start.offset)) {
      blocks.push(node);
      continue;
    }
    const title = textOf(node);
    const known = node.depth === 2 && allowed.includes(title);
    if (!known || found.has(title)) {
      report({
        rule: 'known-headings',
        place: placeOf(node),
        found: found.has(title) ? `second heading \`${title}\`` : `heading \`${'#'.repeat(node.depth)} ${title}\``,
        expected: allowed.map((name) => `\`## ${name}\``).join(' or '),
        mend: 'Use the headings of the kind, each once; write other structure as text or lists.',
      });
    }
    blocks = [];
    if (known) found.set(title, { place: placeOf(node), blocks });
  }

  const text = (title: string): string | undefined => {
    const section = found.get(title);
    if (!section) return undefined;
    if (section.blocks.length === 0) {
      report({
        rule: 'known-headings',
        place: section.place,
        found: `empty section \`${title}\``,
        expected: 'text under the heading',
        mend: 'Write the section, or remove its heading.',
      });
      return undefined;
    }
    return sliceBlocks(source, section.blocks);
  };
  const explanation = text('Explanation');
  const answer = text('Answer');
  if (explanation === undefined && NEEDS_EXPLANATION.has(kind) && !found.has('Explanation')) {
    report({
      rule: 'explanation',
      place: placeOf(tree.children.at(-1) ?? tree),
      found: `${kind} question without \`## Explanation\``,
      expected: 'an explanation: this kind has no rationale elsewhere',
      mend: 'End the file with `## Explanation` and what the reader should take away.',
    });
  }
  return {
    main,
    ...(answer === undefined ? {} : { answer }),
    ...(explanation === undefined ? {} : { explanation }),
  };
}
