import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { nodeDriver, packNotes } from '@notebank/question-bank/export';
import { type BenchOptions, type BenchResult, formatResult, interleave, median } from '../../../scripts/lib/bench.ts';
import { INDEXES, TABLES } from '../src/export/anki/schema11.ts';
import { withApkg } from '../test/support/open-apkg.ts';
import { notesInMemory } from './export-notes.ts';

const WORKER = fileURLToPath(new URL('export-worker.ts', import.meta.url));

type Row = (string | number)[];

/** Packing notes into an `.apkg`, beside a bare insert of the same rows and a deflate of the same database. */
export async function run({ quick }: BenchOptions): Promise<BenchResult> {
  const count = quick ? 500 : 10_000;
  const rounds = quick ? 2 : 9;
  const { bank, notes, mods } = notesInMemory(count);
  const driver = nodeDriver();
  const pack = () => packNotes(bank, notes, { driver, mods });
  const rows = rowsOf(pack());
  const bare = () => deflateRawSync(insertRows(rows), { level: 6 });
  pack();
  bare();
  const samples = await interleave({ pack, bare }, rounds);
  const [packMs, bareMs] = [median(samples.pack), median(samples.bare)];
  const memory = [count / 4, count / 2, count].map((size) => ({ size, bytes: memoryOf(size) }));
  const perNote = memory.map(({ size, bytes }) => bytes / size);
  return {
    name: `Packing ${count} Anki notes into an .apkg`,
    figures: [
      { name: 'beside a bare insert and deflate', value: packMs / bareMs, unit: 'ratio', limit: 1.5 },
      { name: 'packing', value: packMs, unit: 'ms' },
      { name: 'bare insert and deflate', value: bareMs, unit: 'ms' },
      { name: 'size of the package', value: pack().length / 1000, unit: 'kB' },
      ...memory.map(({ size, bytes }) => ({
        name: `memory for ${size} notes`,
        value: bytes / 2 ** 20,
        unit: 'MiB' as const,
      })),
      {
        name: `memory per note at ${count}, beside ${count / 4}`,
        value: (perNote[2] ?? 0) / (perNote[0] ?? 1),
        unit: 'ratio',
        limit: 1.3,
      },
    ],
    peers: [
      `node:sqlite ${process.versions.sqlite} with the same tables and indexes`,
      `node:zlib ${process.versions.zlib}`,
    ],
  };
}

/** Every row of a package, ready to bind. */
function rowsOf(apkg: Uint8Array): { readonly notes: Row[]; readonly cards: Row[]; readonly col: Row } {
  return withApkg(apkg, ({ all }) => {
    const table = (name: string) => all(`select * from ${name} order by id`).map((row) => Object.values(row) as Row);
    return { notes: table('notes'), cards: table('cards'), col: table('col')[0] ?? [] };
  });
}

function insertRows({ notes, cards, col }: ReturnType<typeof rowsOf>): Uint8Array {
  const database = new DatabaseSync(':memory:');
  database.exec(
    "pragma page_size = 4096; pragma encoding = 'UTF-8'; pragma journal_mode = off; pragma synchronous = off;",
  );
  database.exec(TABLES);
  database.exec('begin');
  const insert = (table: string, row: Row) =>
    database.prepare(`insert into ${table} values (${row.map(() => '?').join(', ')})`);
  insert('col', col).run(...col);
  const [insertNote, insertCard] = [insert('notes', notes[0] ?? []), insert('cards', cards[0] ?? [])];
  for (const row of notes) insertNote.run(...row);
  for (const row of cards) insertCard.run(...row);
  database.exec(INDEXES);
  database.exec('commit');
  const bytes = database.serialize();
  database.close();
  return bytes;
}

/** Bytes that packing takes on top of the notes, in a process of its own. */
function memoryOf(count: number): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...process.execArgv, WORKER, String(count)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`export-worker failed:\n${stderr}`);
  return (JSON.parse(stdout) as { peakBytes: number }).peakBytes;
}

if (import.meta.main) {
  const options = { quick: process.argv.includes('--quick') };
  const result = await run(options);
  console.log(process.argv.includes('--json') ? JSON.stringify(result, undefined, 2) : formatResult(result, options));
}
