import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMarkdownProcessor } from '@astrojs/markdown-remark';
import { notebankMarkdown } from '../markdown/notebank.ts';
import { shikiClasses } from '../markdown/shiki-classes.ts';
import { rehypeTables } from '../markdown/tables.ts';
import { readPlace } from './place.ts';

type Renderer = Awaited<ReturnType<typeof createMarkdownProcessor>>;

let memo: Promise<Renderer> | undefined;

function renderer(): Promise<Renderer> {
  memo ??= createMarkdownProcessor({
    remarkPlugins: [notebankMarkdown(readPlace())],
    rehypePlugins: [rehypeTables],
    gfm: false,
    smartypants: false,
    shikiConfig: { theme: 'css-variables', transformers: [shikiClasses] } as never,
  });
  return memo;
}

/**
 * HTML of a piece of a note, with the pipeline of whole notes.
 *
 * @param options - `path` of the file it comes from, relative to the root of the bank, which its links start from.
 * `inline` leaves out the paragraph around a single one.
 */
export async function markdownHtml(
  markdown: string,
  options: { readonly path: string; readonly inline?: boolean },
): Promise<string> {
  const fileURL = pathToFileURL(join(readPlace().root, options.path));
  const { code } = await (await renderer()).render(markdown, { fileURL });
  const html = code.trim();
  const single = /^<p>((?:(?!<\/p>)[\s\S])*)<\/p>$/.exec(html);
  return options.inline === true && single?.[1] !== undefined ? single[1] : html;
}
