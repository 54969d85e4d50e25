import { posix } from 'node:path';
import {
  type BankDocument,
  type BankIdentity,
  type PublishedQuestion,
  type RichText,
  SCHEMA_VERSION,
} from '@notebank/content-schema';
import { type Bank, type ClozeQuestion, isReviewed, type Markdown, type Question } from '../bank.ts';
import { parseCloze, replaceDeletions } from '../parse/cloze.ts';
import { type LinkResolver, markGap, renderHtml, replaceGapMarks } from './html.ts';

/** Address of the published site with its base path; ends with `/`. */
export function siteAddress(identity: BankIdentity): string {
  return new URL(identity.base, identity.site).href;
}

/**
 * Resolves relative links of a bank's file: notes and questions become pages, media become files of the site.
 *
 * @param path - The file that holds the links, relative to the root of the bank.
 * @param site - What addresses begin with; ends with `/`. A base path for a site, an absolute address for exports.
 */
export function bankLinks(path: string, site: string): LinkResolver {
  return (url) => {
    if (/^[a-z][a-z+.-]*:|^#|^\//i.test(url)) return url;
    const [file = '', fragment] = url.split('#', 2);
    const target = posix.join(posix.dirname(path), file);
    const hash = fragment === undefined ? '' : `#${fragment}`;
    const note = /^notes\/[^/]+\/([^/]+)\.md$/.exec(target);
    if (note) return `${site}notes/${note[1]}/${hash}`;
    const question = /^questions\/[^/]+\/([^/]+)\.md$/.exec(target);
    if (question) return `${site}q/${question[1]}/${hash}`;
    return `${site}${target}${hash}`;
  };
}

export interface PublishOptions {
  /** What links begin with. Default: the address of the bank's site. */
  readonly site?: string;
  /** Replaces the resolver of links, for outputs that hold media themselves. */
  readonly links?: (path: string) => LinkResolver;
}

/** A question as the published document holds it: Markdown and sanitised HTML. */
export function publishQuestion(bank: Bank, question: Question, options: PublishOptions = {}): PublishedQuestion {
  const site = options.site ?? siteAddress(bank.identity);
  const resolve = (options.links ?? ((path: string) => bankLinks(path, site)))(question.path);
  const block = (markdown: Markdown): RichText => ({ markdown, html: renderHtml(markdown, { resolve }) });
  const inline = (markdown: Markdown): RichText => ({
    markdown,
    html: renderHtml(markdown, { resolve, inline: true }),
  });

  const shared = {
    id: question.id,
    revision: question.revision,
    topic: question.topic,
    tasks: [...question.tasks],
    difficulty: question.difficulty,
    pool: question.pool,
    status: question.status,
    ...(question.reason === undefined ? {} : { reason: question.reason }),
    ...(question.since === undefined ? {} : { since: question.since }),
    reviewed: isReviewed(question),
    url: `${siteAddress(bank.identity)}q/${question.id}/`,
    sources: question.sources.map((source) => ({ ...source })),
    stem: question.kind === 'cloze' ? clozeText(question, resolve) : block(question.stem),
    ...(question.explanation === undefined ? {} : { explanation: block(question.explanation) }),
  };

  switch (question.kind) {
    case 'choice':
      return {
        ...shared,
        kind: 'choice',
        choose: question.options.filter((option) => option.correct).length,
        shuffle: question.shuffle,
        options: question.options.map(({ id, correct, text, rationale }) => ({
          id,
          correct,
          text: inline(text),
          rationale: inline(rationale),
        })),
      };
    case 'order': {
      const step = ({ id, text, rationale }: (typeof question.steps)[number]) => ({
        id,
        text: inline(text),
        ...(rationale === undefined ? {} : { rationale: inline(rationale) }),
      });
      return { ...shared, kind: 'order', steps: question.steps.map(step), surplus: question.surplus.map(step) };
    }
    case 'match':
      return {
        ...shared,
        kind: 'match',
        columns: [inline(question.columns[0]), inline(question.columns[1])],
        pairs: question.pairs.map(({ id, left, right }) => ({ id, left: inline(left), right: inline(right) })),
        surplus: question.surplus.map(({ id, right }) => ({ id, right: inline(right) })),
      };
    case 'numeric':
      return {
        ...shared,
        kind: 'numeric',
        answer: { ...question.answer },
        mistakes: question.mistakes.map((mistake) => ({ ...mistake })),
      };
    case 'cloze':
      return {
        ...shared,
        kind: 'cloze',
        deletions: question.deletions.map(({ number, text, hint }) => ({
          number,
          text: inline(text),
          ...(hint === undefined ? {} : { hint }),
        })),
      };
    case 'recall':
      return { ...shared, kind: 'recall', answer: block(question.answer) };
  }
}

/** The text of a cloze with its gaps as `<span class="cloze" data-cloze="1" data-hint="...">`. */
function clozeText(question: ClozeQuestion, resolve: LinkResolver): RichText {
  const cloze = parseCloze(question.stem);
  const marked = replaceDeletions(question.stem, cloze, (deletion, index) => markGap(index, deletion.text));
  const html = replaceGapMarks(renderHtml(marked, { resolve }), (index, inner) => {
    const deletion = cloze.deletions[index];
    const hint = deletion?.hint === undefined ? '' : ` data-hint="${escapeAttribute(deletion.hint)}"`;
    return `<span class="cloze" data-cloze="${deletion?.number}"${hint}>${inner}</span>`;
  });
  return { markdown: question.stem, html };
}

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/**
 * The bank as one document.
 *
 * @param options - `version` of the content, such as the version of its package; `date` of its newest change, `YYYY-MM-DD`.
 */
export function publishBank(
  bank: Bank,
  options: PublishOptions & { readonly version: string; readonly date: string },
): BankDocument {
  const { id, title, attribution, licence } = bank.identity;
  const site = siteAddress(bank.identity);
  return {
    $schema: `${site}api/v1/bank.schema.json`,
    schemaVersion: SCHEMA_VERSION,
    bank: { id, title, version: options.version, site, attribution, licence: { ...licence } },
    date: options.date,
    questions: [...bank.questions.values()].map((question) => publishQuestion(bank, question, options)),
  };
}
