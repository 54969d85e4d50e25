import { describe, expect, it } from 'vitest';
import { areasOf, neighbours, sidebarOf } from '../src/lib/sidebar.ts';
import { type TestTopic, testBank } from './support/bank.ts';

const topics = (area: string, count: number): TestTopic[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${area}-${index}`, area, note: '## In short\n\nText.' }));

describe('sidebarOf', () => {
  it('lists the topics of its area, marks the current one, and tells which have no note', async () => {
    const bank = await testBank([
      { id: 'a-one', area: 'a', note: '## In short\n\nText.' },
      { id: 'a-two', area: 'a', exams: ['dop-c02'] },
    ]);
    expect(sidebarOf(bank, 'a', 'a-one')?.topics).toEqual([
      { id: 'a-one', title: 'Note a-one', exams: ['dva-c02'], written: true, current: true },
      { id: 'a-two', title: 'Topic a-two', exams: ['dop-c02'], written: false, current: false },
    ]);
  });

  it('does not grow with the topics of other areas', async () => {
    const small = await testBank([...topics('a', 3), ...topics('b', 1)]);
    const large = await testBank([...topics('a', 3), ...topics('b', 60)]);
    const size = (bank: typeof small) => JSON.stringify(sidebarOf(bank, 'a')).replace(/\d+/g, '').length;
    expect(size(large)).toBe(size(small));
  });

  it('knows no area without topics', async () => {
    expect(sidebarOf(await testBank(topics('a', 1)), 'z')).toBeUndefined();
  });
});

describe('areasOf', () => {
  it('counts what is written and gathers the exams', async () => {
    const bank = await testBank([...topics('a', 2), { id: 'a-last', area: 'a', exams: ['dop-c02'] }]);
    expect(areasOf(bank)).toEqual([{ id: 'a', title: 'Area a', exams: ['dva-c02', 'dop-c02'], written: 2, total: 3 }]);
  });
});

describe('neighbours', () => {
  it('goes on from one area to the next and skips what has no note', async () => {
    const bank = await testBank([...topics('a', 1), { id: 'a-unwritten', area: 'a' }, ...topics('b', 2)]);
    expect(neighbours(bank, 'a-0')).toEqual({ next: 'b-0' });
    expect(neighbours(bank, 'b-0')).toEqual({ previous: 'a-0', next: 'b-1' });
    expect(neighbours(bank, 'b-1')).toEqual({ previous: 'b-0' });
    expect(neighbours(bank, 'a-unwritten')).toEqual({});
  });
});
