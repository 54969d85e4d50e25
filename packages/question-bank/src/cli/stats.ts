import type { Command } from 'commander';
import { type BankStats, bankStats, countProblems } from '../stats.ts';
import { type Context, Exit, type SharedOptions } from './context.ts';
import { makeCommand, requireWhole, usage } from './shared.ts';

interface StatsOptions extends SharedOptions {
  readonly json?: boolean;
  readonly gate?: boolean;
  readonly stale: string;
}

/** `notebank stats` */
export function addStats(program: Command, context: Context): void {
  makeCommand(program, context, 'stats', 'Count questions and notes, and show what is getting old.')
    .option('--json', 'as JSON')
    .option('--gate', 'fail when a count of bank.yaml is missed')
    .option('--stale <days>', 'age at which notes and sources are listed', '365d')
    .addHelpText(
      'after',
      '\nExamples:\n  notebank stats\n  notebank stats --stale 180d\n  notebank stats --json --gate',
    )
    .action((options: StatsOptions) => stats(context, options));
}

async function stats(context: Context, options: StatsOptions): Promise<void> {
  const days = /^(\d{1,5})d?$/.exec(options.stale)?.[1];
  if (days === undefined) throw usage(`--stale ${options.stale}`, 'a number of days, such as `365d`');
  const result = await context.load();
  requireWhole(context, result);
  const counted = bankStats(result.bank, { staleDays: Number(days), today: new Date().toISOString().slice(0, 10) });
  const problems = countProblems(result.bank, counted);
  context.print(options.json ? JSON.stringify({ ...counted, problems }, undefined, 2) : formatStats(counted));
  if (!options.gate) return;
  for (const problem of problems) context.warn(problem);
  if (problems.length > 0) throw new Exit(1);
}

function formatStats(stats: BankStats): string {
  const { questions, choice, historic, retired, mock, unreviewed, notes, topics } = stats.totals;
  const lines = [
    `${questions} current questions, ${choice} of them choice, ${mock} kept for mock exams, ${unreviewed} not yet reviewed`,
    `${historic} historic, ${retired} retired`,
    `${notes} notes of ${topics} topics`,
  ];
  for (const [title, groups] of [
    ['Kind', stats.byKind],
    ['Difficulty', stats.byDifficulty],
    ['Area', stats.byArea],
    ['Topic', stats.byTopic],
    ['Exam', stats.byExam],
    ['Domain', stats.byDomain],
    ['Task', stats.byTask],
  ] as const) {
    const rows = Object.entries(groups).filter(([, group]) => group.questions > 0 || title === 'Task');
    lines.push('', table(title, rows));
  }
  const { notes: oldNotes, sources } = stats.stale;
  lines.push('', `Older than ${stats.stale.days} days: ${oldNotes.length} notes, ${sources.length} sources`);
  for (const { path, date } of oldNotes) lines.push(`  ${date}  ${path}`);
  for (const { url, date, paths } of sources) lines.push(`  ${date}  ${url} (${paths.join(', ')})`);
  return lines.join('\n');
}

function table(
  title: string,
  rows: readonly (readonly [string, { readonly questions: number; readonly choice: number }])[],
): string {
  const width = Math.max(title.length, ...rows.map(([name]) => name.length));
  const line = (name: string, all: string | number, choice: string | number) =>
    `${name.padEnd(width)}  ${String(all).padStart(9)}  ${String(choice).padStart(6)}`;
  return [
    line(title, 'questions', 'choice'),
    ...rows.map(([name, group]) => line(name, group.questions, group.choice)),
  ].join('\n');
}
