import { type QuestionFrontMatter, QuestionFrontMatterSchema } from '@notebank/content-schema';
import type { Question } from '../../bank.ts';
import { ITEM_PARTS } from '../../export/csv/columns.ts';
import type { NumberedItem, ReportCell } from './item.ts';
import { readBody } from './read-body.ts';

/**
 * The question of a row, or `undefined` after at least one report.
 *
 * @param cells - Values by the name of their column.
 */
export function readQuestion(cells: ReadonlyMap<string, string>, report: ReportCell): Question | undefined {
  let sound = true;
  const tell: ReportCell = (...problem) => {
    sound = false;
    report(...problem);
  };
  const items = readItems(cells);
  const data = readFrontMatter(cells, items, tell);
  if (data === undefined) return undefined;
  const body = readBody(data, cells, items, tell);
  return sound ? ({ ...sharedParts(data, cells), ...body } as Question) : undefined;
}

function sharedParts(data: QuestionFrontMatter, cells: ReadonlyMap<string, string>) {
  const { id, kind, topic, tasks, difficulty, revision, pool, status, reason, since, sources, reviews } = data;
  const explanation = cells.get('explanation') ?? '';
  return {
    ...{ id, kind, path: cells.get('path') || `questions/${topic}/${id}.md`, topic, tasks },
    ...{ difficulty, revision, pool, status, sources, reviews },
    ...(reason === undefined ? {} : { reason }),
    ...(since === undefined ? {} : { since }),
    ...(explanation === '' ? {} : { explanation }),
  };
}

/** Items of a row. Empty groups of columns are left out, also between others. */
function readItems(cells: ReadonlyMap<string, string>): NumberedItem[] {
  const numbers = [...cells.keys()].flatMap((name) => /^(?:item|is|match|why) (\d+)$/.exec(name)?.[1] ?? []);
  return [...new Set(numbers.map(Number))]
    .sort((a, b) => a - b)
    .map((number) => {
      const [item, is, match, why] = ITEM_PARTS.map((part) => cells.get(`${part} ${number}`) ?? '');
      return { number, item: item ?? '', is: (is ?? '').trim(), match: match ?? '', why: why ?? '' };
    })
    .filter(({ item, is, match, why }) => item + is + match + why !== '');
}

function readFrontMatter(
  cells: ReadonlyMap<string, string>,
  items: readonly NumberedItem[],
  report: ReportCell,
): QuestionFrontMatter | undefined {
  const input = frontMatterInput(cells, items, report);
  if (input === undefined) return undefined;
  const result = QuestionFrontMatterSchema.safeParse(input);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const column = columnOf(issue.path, items);
    const value = cells.get(column) ?? '';
    report(column, value === '' ? 'empty cell' : `\`${shorten(value)}\``, issue.message.replace(/^expected /, ''));
  }
  return undefined;
}

/** The front matter that the file of the question would have, or `undefined` when a cell cannot be read at all. */
function frontMatterInput(cells: ReadonlyMap<string, string>, items: readonly NumberedItem[], report: ReportCell) {
  const cell = (name: string) => (cells.get(name) ?? '').trim();
  const text = (name: string) => (cell(name) === '' ? {} : { [name]: cell(name) });
  const raw = (name: string) => ((cells.get(name) ?? '') === '' ? {} : { [name]: cells.get(name) });
  const reviews = json('reviews', cell('reviews'), report);
  const compute = json('compute', cell('compute'), report);
  const sources = readSources(cells.get('sources') ?? '', report);
  if (reviews === UNREADABLE || compute === UNREADABLE || sources === undefined) return undefined;
  const kind = cell('kind');
  return {
    ...{ ...text('id'), ...text('kind'), ...text('topic'), ...text('pool'), ...text('status'), ...text('since') },
    ...raw('reason'),
    tasks: cell('tasks')
      .split(/\s+/)
      .filter((task) => task !== ''),
    difficulty: toNumber(cell('difficulty')),
    revision: toNumber(cell('revision')),
    sources,
    ...(reviews === undefined ? {} : { reviews }),
    ...(kind === 'choice' ? text('shuffle') : {}),
    ...(kind === 'numeric' ? { ...numericInput(cells, items), ...(compute === undefined ? {} : { compute }) } : {}),
  };
}

function numericInput(cells: ReadonlyMap<string, string>, items: readonly NumberedItem[]) {
  const tolerance = (cells.get('tolerance') ?? '').trim();
  return {
    answer: {
      value: toNumber((cells.get('value') ?? '').trim()),
      ...(tolerance === '' ? {} : { tolerance: toNumber(tolerance) }),
      unit: cells.get('unit') ?? '',
    },
    mistakes: items.map(({ item, why }) => ({ value: toNumber(item.trim()), why })),
  };
}

/** A number, or the text itself, so that the schema says what was expected. */
function toNumber(cell: string): unknown {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(cell) ? Number(cell) : cell;
}

const UNREADABLE = Symbol('unreadable');

function json(column: string, cell: string, report: ReportCell): unknown {
  if (cell === '') return undefined;
  try {
    return JSON.parse(cell);
  } catch {
    report(column, `\`${shorten(cell)}\``, 'JSON');
    return UNREADABLE;
  }
}

const ESCAPED: Readonly<Record<string, string>> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r' };

function readSources(cell: string, report: ReportCell): unknown[] | undefined {
  const lines = cell.split(/\r?\n/).filter((line) => line.trim() !== '');
  const sources = lines.map((line) => {
    const [, checked, url, title] = /^\s*(\S+) (\S+) (.+)$/s.exec(line) ?? [];
    if (title === undefined)
      report('sources', `\`${shorten(line)}\``, 'a day, an address and a title, apart by spaces');
    return { title: title?.replace(/\\[\\nr]/g, (escaped) => ESCAPED[escaped] ?? escaped), url, checked };
  });
  return sources.some(({ title }) => title === undefined) ? undefined : sources;
}

/** Column that holds what the schema complains about. */
function columnOf(path: readonly PropertyKey[], items: readonly NumberedItem[]): string {
  const [key, next, last] = path;
  if (key === 'answer') return String(next ?? 'value');
  if (key === 'mistakes' && typeof next === 'number')
    return `${last === 'why' ? 'why' : 'item'} ${items[next]?.number ?? next + 1}`;
  return String(key ?? 'kind');
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}...` : line;
}
