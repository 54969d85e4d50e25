// Measures the search over the built site. See README.md for how to run it.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Engine, grouped, type Index, LIMITS, TYPES, type Type } from '../src/search/engine.ts';
import { Vocabulary } from '../src/search/terms.ts';
import { CLASSES, type Judgement, type QueryClass, readQrels, type Split } from './qrels.ts';

/** What is compared: the search of the site, and Pagefind alone with its results as they come or grouped as ours. */
export const SYSTEMS = ['notebank', 'pagefind', 'pagefind-grouped'] as const;
export type System = (typeof SYSTEMS)[number];

/** Measures of one system on the queries of one class. */
export interface Row {
  readonly system: System;
  readonly split: Split;
  readonly class: QueryClass | 'all';
  readonly queries: number;
  /** Share of queries whose first result is an expected page, 0 to 1. */
  readonly success1: number;
  /** Share with an expected page among the first five, 0 to 1. */
  readonly success5: number;
  /** Mean of 1/rank of the first expected page, 0 where it is not among the first ten. */
  readonly mrr10: number;
  /** Queries without any result. */
  readonly zero: number;
  /** Milliseconds from the query to the data of its first ten results, 95th percentile, index files at hand. */
  readonly p95: number;
}

/** The first ten addresses for one query. */
export interface Answer {
  readonly system: System;
  readonly judgement: Judgement;
  readonly urls: readonly string[];
  /** Rank of the first expected page from 1, 0 for none. */
  readonly rank: number;
  readonly milliseconds: number;
}

export interface Report {
  readonly pages: number;
  readonly rows: readonly Row[];
  readonly answers: readonly Answer[];
}

type Answerer = (query: string) => Promise<string[]>;

/** Whether a built site with an index is there. */
export function isBuilt(dist: string): boolean {
  return existsSync(join(dist, 'pagefind/pagefind.js')) && existsSync(join(dist, 'search/terms.json'));
}

/**
 * Runs the queries through the code that the site's dialog runs, with the Pagefind of the built site: same script, same
 * WebAssembly, same index files, fetched over HTTP.
 *
 * @throws {@link Error} when the site is not built.
 */
export async function evaluate(dist: string, splits: readonly Split[] = ['dev', 'test']): Promise<Report> {
  if (!isBuilt(dist))
    throw new Error(`${dist}: expected a built site with pagefind/ and search/terms.json, found none`);
  const server = await serve(dist);
  try {
    const { port } = server.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    const index = await loadIndex(dist, `${origin}/pagefind/`);
    const vocabulary = new Vocabulary(JSON.parse(readFileSync(join(dist, 'search/terms.json'), 'utf8')));
    const answerers = await answerersOf(index, vocabulary, origin);
    const judgements = readQrels().filter(({ split }) => splits.includes(split));
    const answers: Answer[] = [];
    for (const system of SYSTEMS) {
      // Once unmeasured, so that no system pays for loading what the others then find loaded.
      for (const { query } of judgements) await answerers[system](query);
      for (const judgement of judgements) answers.push(await answer(system, judgement, answerers[system]));
    }
    return { pages: vocabulary.pages, rows: rowsOf(answers, splits), answers };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A server of files for one process: the paths that are asked for come from the index itself. */
async function serve(dist: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = resolve(dist, `.${decodeURIComponent(pathname)}`);
    if (!file.startsWith(resolve(dist)) || !existsSync(file)) response.writeHead(404).end();
    else createReadStream(file).pipe(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

async function loadIndex(dist: string, basePath: string): Promise<Index> {
  const module = (await import(/* @vite-ignore */ pathToFileURL(resolve(dist, 'pagefind/pagefind.js')).href)) as {
    createInstance(options: { readonly basePath: string }): Index & { init(): Promise<void> };
  };
  const index = module.createInstance({ basePath });
  await index.init();
  return index;
}

async function answerersOf(index: Index, vocabulary: Vocabulary, origin: string): Promise<Record<System, Answerer>> {
  const local = (url: string) => url.replace(origin, '').replace(/#.*$/, '');
  const types = new Map<string, Type>();
  for (const type of TYPES) {
    for (const { id } of (await index.search(null, { filters: { type } })).results) types.set(id, type);
  }
  const plain = async (query: string, order: (hits: Found) => Found) => {
    const { results } = await index.search(query);
    return Promise.all(
      order(results)
        .slice(0, 10)
        .map(async (hit) => local((await hit.data()).url)),
    );
  };
  const byType = (hits: Found) =>
    TYPES.flatMap((type) => hits.filter(({ id }) => types.get(id) === type).slice(0, LIMITS[type]));
  return {
    // A new engine for each query, because a reader's first query finds no look-up remembered.
    notebank: async (query) => {
      const { hits } = await new Engine(index, vocabulary).search(query);
      return Promise.all(
        grouped(hits, LIMITS)
          .slice(0, 10)
          .map(async (hit) => local((await hit.data()).url)),
      );
    },
    pagefind: (query) => plain(query, (hits) => hits),
    'pagefind-grouped': (query) => plain(query, byType),
  };
}

type Found = Awaited<ReturnType<Index['search']>>['results'];

async function answer(system: System, judgement: Judgement, answerer: Answerer): Promise<Answer> {
  const start = performance.now();
  const urls = await answerer(judgement.query);
  const milliseconds = performance.now() - start;
  return { system, judgement, urls, rank: urls.findIndex((url) => judgement.expected.includes(url)) + 1, milliseconds };
}

function rowsOf(answers: readonly Answer[], splits: readonly Split[]): Row[] {
  return splits.flatMap((split) =>
    SYSTEMS.flatMap((system) =>
      [...CLASSES, 'all' as const].map((kind) => {
        const of = answers.filter(
          (each) =>
            each.system === system &&
            each.judgement.split === split &&
            (kind === 'all' || each.judgement.class === kind),
        );
        return { system, split, class: kind, ...measures(of) };
      }),
    ),
  );
}

/** Measures of a set of answers. */
export function measures(
  answers: readonly Pick<Answer, 'rank' | 'urls' | 'milliseconds'>[],
): Omit<Row, 'system' | 'split' | 'class'> {
  const share = (test: (rank: number) => boolean) => mean(answers.map(({ rank }) => (test(rank) ? 1 : 0)));
  const times = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return {
    queries: answers.length,
    success1: share((rank) => rank === 1),
    success5: share((rank) => rank >= 1 && rank <= 5),
    mrr10: mean(answers.map(({ rank }) => (rank === 0 ? 0 : 1 / rank))),
    zero: answers.filter(({ urls }) => urls.length === 0).length,
    p95: times[Math.ceil(times.length * 0.95) - 1] ?? 0,
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A table for people. */
export function formatReport({ pages, rows }: Report): string {
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (index < 3 ? cell.padEnd(17) : cell.padStart(8)))
      .join(' ')
      .trimEnd();
  const head = line(['split', 'class', 'system', 'queries', 'S@1', 'S@5', 'MRR@10', 'zero', 'p95 ms']);
  const body = rows.map((row) =>
    line([
      row.split,
      row.class,
      row.system,
      `${row.queries}`,
      row.success1.toFixed(3),
      row.success5.toFixed(3),
      row.mrr10.toFixed(3),
      `${row.zero}`,
      row.p95.toFixed(1),
    ]),
  );
  return [`${pages} pages in the index`, head, ...body].join('\n');
}

/** Queries of the dev split that do not find their page first. Those of the test split are never listed. */
function misses({ answers }: Report): string {
  return answers
    .filter(({ system, rank, judgement }) => system === 'notebank' && judgement.split === 'dev' && rank !== 1)
    .map(
      ({ judgement, rank, urls }) =>
        `${rank}  ${judgement.query}  expected ${judgement.expected.join(' ')}, found ${urls.slice(0, 3).join(' ')}`,
    )
    .join('\n');
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      dist: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
      split: { type: 'string', default: 'dev' },
      json: { type: 'boolean', default: false },
      misses: { type: 'boolean', default: false },
    },
  });
  const splits = (['dev', 'test'] as const).filter((split) => values.split === split || values.split === 'both');
  if (splits.length === 0) throw new Error(`--split ${values.split}: expected dev, test or both`);
  const report = await evaluate(values.dist, splits);
  if (values.json) console.log(JSON.stringify({ pages: report.pages, rows: report.rows }, null, 2));
  else console.log(values.misses ? `${formatReport(report)}\n${misses(report)}` : formatReport(report));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
