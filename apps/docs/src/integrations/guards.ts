import type { AstroIntegration } from 'astro';
import { getBank } from '../lib/bank.ts';
import { type Page, pagesOf } from './files.ts';

const CONTENT = /<!--content-->([\s\S]*?)<!--\/content-->/;

/**
 * What a page that was built without an error may still get wrong.
 *
 * @param anchors - Ids that must stand in the page: the headings of its note.
 * @returns one sentence for each fault, without the path.
 */
export function faultsOf(html: string, anchors: readonly string[] = []): string[] {
  const faults: string[] = [];
  const content = CONTENT.exec(html)?.[1];
  if (content === undefined) faults.push('expected <!--content--> and <!--/content--> around its body, found none');
  else if (textOf(content) === '' && !/<(?:img|svg|input)\b/.test(content)) {
    faults.push('its body is empty, expected text: a Markdown plugin may have failed');
  }
  const directive = /(?:^|\n|>)\s*(:{2,}[a-z][\w-]*[^\n<]{0,60})/i.exec(withoutCode(html));
  if (directive) faults.push(`found "${directive[1]?.trim()}" in its text, expected no directive that nobody resolved`);
  if (html.includes('<nb-slot')) faults.push('found <nb-slot>, expected a quiz or a lab in its place');
  const error = /\[ERROR\][^\n<]{0,80}/.exec(withoutCode(html));
  if (error) faults.push(`found "${error[0]}" in its text`);
  const inline = /<[a-z][^>]*\s(style|on[a-z]+)=["'][^>]*>/i.exec(withoutScripts(html));
  if (inline) faults.push(`found an inline \`${inline[1]}\` in ${inline[0].slice(0, 80)}, which the policy forbids`);
  const all = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id);
  const ids = new Set(all);
  const twice = new Set(all.filter((id, index) => all.indexOf(id) !== index));
  if (twice.size > 0) faults.push(`found the ids ${[...twice].join(', ')} more than once`);
  const missing = anchors.filter((anchor) => !ids.has(anchor));
  if (missing.length > 0)
    faults.push(`expected the anchors ${missing.map((anchor) => `#${anchor}`).join(', ')}, found none`);
  return faults;
}

function withoutScripts(html: string): string {
  return html.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, '');
}

function withoutCode(html: string): string {
  return withoutScripts(html).replace(/<(pre|code)\b[\s\S]*?<\/\1>/gi, '');
}

function textOf(html: string): string {
  return withoutScripts(html)
    .replace(/<[^>]*>/g, '')
    .trim();
}

/** Fails the build when a page lacks what its source holds. Astro logs such errors and exits 0. */
export function guards(): AstroIntegration {
  return {
    name: 'notebank:guards',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const { notes } = await getBank();
        const report: string[] = [];
        const found = new Set<string>();
        for (const page of pagesOf(dir)) {
          const topic = /^notes\/([^/]+)\/index\.html$/.exec(page.path)?.[1];
          const note = topic === undefined ? undefined : notes.get(topic);
          if (note) found.add(note.id);
          const anchors = note?.headings.map((heading) => heading.slug);
          report.push(...faultsOf(page.html, anchors).map((fault) => describe(page, fault)));
        }
        for (const note of notes.values()) {
          if (!found.has(note.id)) report.push(`${note.path}: expected the page notes/${note.id}/, found none`);
        }
        if (report.length > 0) throw new Error(`The site was built, but not as its sources ask:\n${report.join('\n')}`);
        logger.info(`${found.size} notes hold what their sources hold`);
      },
    },
  };
}

function describe(page: Page, fault: string): string {
  return `${page.path}: ${fault}`;
}
