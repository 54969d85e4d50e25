// One measurement in a process of its own: prints the seconds of the work alone, without start-up and imports.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { loadBank } from '@notebank/question-bank';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';

const [job, folder = '', cache] = process.argv.slice(2);
const begin = performance.now();
const count = job === 'parse' ? bareParse() : await load();
console.log(JSON.stringify({ seconds: (performance.now() - begin) / 1000, count }));

/** What anyone pays who reads these files with remark: no front matter, no checks, every tree thrown away. */
function bareParse(): number {
  const processor = unified().use(remarkParse).use(gfm);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
  for (const path of paths) processor.parse(readFileSync(join(folder, path), 'utf8'));
  return paths.length;
}

/** The two extensions of GitHub's Markdown that a bank uses, as `remark-gfm` would add them. */
function gfm(this: Processor): undefined {
  const data = this.data();
  data.micromarkExtensions = [gfmTable(), gfmTaskListItem()];
  data.fromMarkdownExtensions = [gfmTableFromMarkdown(), gfmTaskListItemFromMarkdown()];
}

async function load(): Promise<number> {
  const result = await loadBank(folder, cache === undefined ? {} : { cache });
  if (result.errors + result.warnings > 0) throw new Error(`expected a clean bank, got ${result.errors} errors`);
  return result.bank.questions.size + result.bank.notes.size;
}
