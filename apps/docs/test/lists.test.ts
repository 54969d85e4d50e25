import { describe, expect, it } from 'vitest';
import { changesOf, limitsOf } from '../src/lib/changes.ts';
import { examStyles } from '../src/lib/exam-styles.ts';
import { coverageOf, examsInOrder, sumOf } from '../src/lib/tally.ts';
import { question, testBank } from './support/bank.ts';

const changed = (since: string, what: string) =>
  `:::changed${since === '' ? '' : `{since=${since}}`}\n**${what}** It was otherwise.\n:::\n`;

describe('changesOf', () => {
  it('puts the newest first, a year and a month at their end, and what has no date last', async () => {
    const body = ['2023-05-02', '', '2024', '2023-05', '2024-01-31'].map((since) =>
      changed(since, `At ${since || 'no time'}.`),
    );
    const bank = await testBank([{ id: 'a-one', area: 'a', note: `## In short\n\nText.\n\n${body.join('\n')}` }]);
    expect(changesOf(bank).map(({ change }) => change.since)).toEqual([
      '2024',
      '2024-01-31',
      '2023-05',
      '2023-05-02',
      undefined,
    ]);
  });
});

describe('limitsOf', () => {
  it('gives the numbers of the notes that an exam asks for, each once a note', async () => {
    const body =
      '## In short\n\nAt most :limit[8 hours]{of="a build" scope="each"}, yes, :limit[8 hours]{of="a build" scope="each"}.';
    const bank = await testBank([
      { id: 'a-one', area: 'a', exams: ['dva-c02'], note: body },
      {
        id: 'a-two',
        area: 'a',
        exams: ['dop-c02'],
        note: '## In short\n\nAt most :limit[3]{of="cats" scope="a home"}.',
      },
      { id: 'a-three', area: 'a', exams: ['dva-c02'], note: '## In short\n\nNo number.' },
    ]);
    const found = limitsOf(bank, 'dva-c02').map(({ note, limits }) => [
      note.id,
      limits.map(({ text, of, scope }) => [text, of, scope]),
    ]);
    expect(found).toEqual([['a-one', [['8 hours', 'a build', 'each']]]]);
  });
});

describe('coverageOf', () => {
  it('counts a question of two tasks once in its domain, and neither historic nor mock ones', async () => {
    const tasks = (text: string) =>
      text.replace('tasks: [dva-c02/1.1]', 'tasks: [dva-c02/1.1, dva-c02/1.2, dop-c02/2.1]');
    const bank = await testBank([{ id: 'a-one', area: 'a', note: '## In short\n\nText.' }], {
      'a-one/q-alpha': tasks(question('q-alpha', 'a-one')),
      'a-one/q-bravo': question('q-bravo', 'a-one', 'pool: mock\n'),
      'a-one/q-charlie': question('q-charlie', 'a-one', 'status: historic\nreason: It is gone.\nsince: 2024-05\n'),
    });
    const [dva, dop] = examsInOrder(bank);
    if (dva === undefined || dop === undefined) throw new Error('expected two exams');
    expect(dva.id).toBe('dva-c02');
    const counted = (exam: typeof dva) =>
      coverageOf(bank, exam).map(({ questions, tasks }) => [
        questions,
        tasks.map((task) => [task.notes.length, task.questions.length]),
      ]);
    expect(counted(dva)).toEqual([
      [
        1,
        [
          [1, 1],
          [0, 1],
        ],
      ],
      [0, [[0, 0]]],
    ]);
    expect(counted(dop)).toEqual([
      [
        0,
        [
          [0, 0],
          [0, 0],
        ],
      ],
      [1, [[0, 1]]],
    ]);
    expect(sumOf(bank)).toEqual({ notes: 1, topics: 1, questions: 1, reasons: 4, sources: 1 });
  });
});

describe('examStyles', () => {
  it('hides what names other exams only, and nothing that names none', () => {
    expect(examStyles(['dva-c02', 'dop-c02'])).toBe(
      '[data-exam="dva-c02"] [data-exams]:not([data-exams~="dva-c02"]),[data-exam="dop-c02"] [data-exams]:not([data-exams~="dop-c02"]){display:none!important}',
    );
  });
});
