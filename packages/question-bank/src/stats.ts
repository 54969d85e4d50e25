import { type Bank, isReviewed, type Question } from './bank.ts';

/** Current questions of a group, choice items apart. */
export interface GroupCount {
  questions: number;
  choice: number;
  historic: number;
}

type Groups = Record<string, GroupCount>;

/** Counts of a bank. Groups count current questions; historic ones stand beside. */
export interface BankStats {
  readonly totals: {
    readonly questions: number;
    readonly choice: number;
    readonly historic: number;
    readonly retired: number;
    readonly mock: number;
    readonly unreviewed: number;
    readonly notes: number;
    readonly topics: number;
  };
  readonly byKind: Groups;
  readonly byDifficulty: Groups;
  readonly byArea: Groups;
  readonly byTopic: Groups;
  readonly byExam: Groups;
  /** Keys such as `dva-c02/3`. */
  readonly byDomain: Groups;
  /** Keys such as `dva-c02/3.4`: every task of every exam, also without questions. */
  readonly byTask: Groups;
  readonly byPool: Groups;
  readonly stale: {
    readonly days: number;
    readonly notes: readonly { readonly path: string; readonly date: string }[];
    readonly sources: readonly { readonly url: string; readonly date: string; readonly paths: readonly string[] }[];
  };
}

/**
 * Counts of a bank.
 *
 * @param options - `today` as `YYYY-MM-DD`; notes reviewed and sources checked more than `staleDays` before it are listed.
 */
export function bankStats(bank: Bank, options: { readonly today: string; readonly staleDays: number }): BankStats {
  const all = [...bank.questions.values()];
  const current = all.filter((question) => question.status === 'current');
  return {
    totals: {
      questions: current.length,
      choice: current.filter((question) => question.kind === 'choice').length,
      historic: all.filter((question) => question.status === 'historic').length,
      retired: all.filter((question) => question.status === 'retired').length,
      mock: current.filter((question) => question.pool === 'mock').length,
      unreviewed: current.filter((question) => !isReviewed(question)).length,
      notes: bank.notes.size,
      topics: bank.topics.size,
    },
    byKind: group(all, (question) => [question.kind]),
    byDifficulty: group(all, (question) => [String(question.difficulty)]),
    byArea: group(all, (question) => [bank.topics.get(question.topic)?.area ?? 'unknown']),
    byTopic: group(all, (question) => [question.topic], bank.notes.keys()),
    byExam: group(
      all,
      (question) => [...new Set(question.tasks.map((task) => task.split('/')[0] ?? ''))],
      bank.exams.keys(),
    ),
    byDomain: group(all, (question) => [...new Set(question.tasks.map((task) => task.split('.')[0] ?? ''))]),
    byTask: group(all, (question) => question.tasks, allTasks(bank)),
    byPool: group(all, (question) => [question.pool], ['practice', 'mock']),
    stale: findStale(bank, options),
  };
}

function group(
  questions: readonly Question[],
  keysOf: (question: Question) => readonly string[],
  keys: Iterable<string> = [],
): Groups {
  const groups: Groups = {};
  for (const key of keys) groups[key] = { questions: 0, choice: 0, historic: 0 };
  for (const question of questions) {
    for (const key of keysOf(question)) {
      groups[key] ??= { questions: 0, choice: 0, historic: 0 };
      if (question.status === 'historic') groups[key].historic += 1;
      if (question.status !== 'current') continue;
      groups[key].questions += 1;
      if (question.kind === 'choice') groups[key].choice += 1;
    }
  }
  return groups;
}

function* allTasks(bank: Bank): Generator<string> {
  for (const exam of bank.exams.values()) {
    for (const domain of exam.domains) for (const task of domain.tasks) yield `${exam.id}/${task.id}`;
  }
}

function findStale(bank: Bank, { today, staleDays }: { today: string; staleDays: number }): BankStats['stale'] {
  const limit = new Date(Date.parse(`${today}T00:00:00Z`) - staleDays * 86_400_000).toISOString().slice(0, 10);
  const notes = [...bank.notes.values()]
    .filter((note) => note.data.reviewed < limit)
    .map((note) => ({ path: note.path, date: note.data.reviewed }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  const sources = new Map<string, { url: string; date: string; paths: string[] }>();
  const files = [...bank.notes.values()].map(({ path, data }) => ({ path, sources: data.sources }));
  for (const { path, sources: list } of [...files, ...bank.questions.values()]) {
    for (const { url, checked } of list) {
      if (checked >= limit) continue;
      const entry = sources.get(url) ?? { url, date: checked, paths: [] };
      entry.paths.push(path);
      if (checked < entry.date) entry.date = checked;
      sources.set(url, entry);
    }
  }
  return { days: staleDays, notes, sources: [...sources.values()].sort((a, b) => (a.date < b.date ? -1 : 1)) };
}

/** Sentences about every count rule of `bank.yaml` that the bank misses. */
export function countProblems(bank: Bank, stats: BankStats): string[] {
  const { perTopic = 0, choicePerTopic = 0, perRetiredTopic = 0, perTask = 0, perPool } = bank.identity.counts;
  const problems: string[] = [];
  const need = (what: string, have: number, wanted: number) => {
    if (have < wanted) problems.push(`Unexpected ${have} ${what}, expected at least ${wanted} (counts in bank.yaml).`);
  };
  for (const id of bank.notes.keys()) {
    const topic = bank.topics.get(id);
    if (!topic?.questions) continue;
    const { questions, choice, historic } = stats.byTopic[id] ?? { questions: 0, choice: 0, historic: 0 };
    if (topic.retired) {
      need(`questions of the retired topic \`${id}\``, questions + historic, perRetiredTopic);
    } else {
      need(`questions of topic \`${id}\``, questions + historic, perTopic);
      need(`choice questions of topic \`${id}\``, choice, choicePerTopic);
    }
  }
  for (const [task, { questions }] of Object.entries(stats.byTask)) {
    const exam = task.split('/')[0] ?? '';
    if ((stats.byExam[exam]?.questions ?? 0) > 0) need(`questions of task \`${task}\``, questions, perTask);
  }
  for (const pool of ['practice', 'mock'] as const) {
    need(`questions of the ${pool} pool`, stats.byPool[pool]?.questions ?? 0, perPool?.[pool] ?? 0);
  }
  return problems;
}
