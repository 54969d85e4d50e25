import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  DaySchema,
  HttpsUrlSchema,
  MAX_ID_LENGTH,
  PartialDateSchema,
  QuestionIdSchema,
  TaskIdSchema,
  TopicIdSchema,
} from '../src/index.ts';

const days = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });

/** `2024-02-29` of a date, by its parts. */
function isoDay(date: Date): string {
  const pad = (value: number, length: number) => String(value).padStart(length, '0');
  return [pad(date.getUTCFullYear(), 4), pad(date.getUTCMonth() + 1, 2), pad(date.getUTCDate(), 2)].join('-');
}

test('every day that exists is a day', () => {
  fc.assert(
    fc.property(days, (date) => {
      expect(DaySchema.parse(isoDay(date))).toBe(isoDay(date));
    }),
  );
});

/** Days of a month by the rule of the calendar, not by `Date`. */
function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

test('a day is accepted exactly when the calendar has it', () => {
  const numbers = fc.tuple(
    fc.integer({ min: 1, max: 9999 }),
    fc.integer({ min: 0, max: 14 }),
    fc.integer({ min: 0, max: 33 }),
  );
  fc.assert(
    fc.property(numbers, ([year, month, day]) => {
      const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
      const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
      expect(DaySchema.safeParse(text).success).toBe(exists);
    }),
  );
});

test.each([
  ['2023-02-29', 'expected a day that exists'],
  ['2023-04-31', 'expected a day that exists'],
  ['2023-13-01', 'expected a day: YYYY-MM-DD'],
  ['2023-1-1', 'expected a day: YYYY-MM-DD'],
  ['2023-01-01T00:00:00Z', 'expected a day: YYYY-MM-DD'],
  ['01/02/2023', 'expected a day: YYYY-MM-DD'],
])('%s is no day', (day, message) => {
  expect(DaySchema.safeParse(day).error?.issues.map((issue) => issue.message)).toEqual([message]);
});

test('a partial date is a year, a month or a day', () => {
  for (const date of ['2024', '2024-07', '2024-07-31']) expect(PartialDateSchema.parse(date)).toBe(date);
  for (const date of ['24', '2024-7', '2024-13', '2024-07-32', '2024-07-', 'July 2024']) {
    expect(PartialDateSchema.safeParse(date).error?.issues[0]?.message).toBe(
      'expected a date: YYYY, YYYY-MM or YYYY-MM-DD',
    );
  }
});

const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);

test('words joined by hyphens are an id up to the longest length', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
      const id = words.join('-');
      expect(QuestionIdSchema.safeParse(id).success).toBe(id.length <= MAX_ID_LENGTH);
    }),
  );
});

test.each(['', '-a', 'a-', 'a--b', 'A-b', 'a_b', 'a.b', 'a b', 'ä', 'a/b', '../a'])('"%s" is no id', (id) => {
  const message = 'expected a topic id: lower-case words joined by hyphens, such as `codebuild-buildspec`';
  expect(TopicIdSchema.safeParse(id).error?.issues.map((issue) => issue.message)).toEqual([message]);
});

test('an id that is too long says how long it may be', () => {
  expect(TopicIdSchema.safeParse('a'.repeat(81)).error?.issues.map((issue) => issue.message)).toEqual([
    'expected at most 80 characters',
  ]);
});

test('a task names its exam, its domain and its number', () => {
  for (const task of ['dva-c02/3.4', 'dop-c02/1.10']) expect(TaskIdSchema.parse(task)).toBe(task);
  for (const task of ['dva-c02', '3.4', 'dva-c02/3', 'DVA-C02/3.4', 'dva/3.4', 'dva-c02/3.4 ', 'dva-c02/a.4']) {
    expect(TaskIdSchema.safeParse(task).success, task).toBe(false);
  }
});

test('addresses are absolute and https', () => {
  expect(HttpsUrlSchema.parse('https://docs.aws.amazon.com/a?b#c')).toBe('https://docs.aws.amazon.com/a?b#c');
  for (const url of [
    'http://a.example',
    'ftp://a.example',
    'javascript:alert(1)',
    '//a.example',
    '/a',
    'a.example',
    '',
  ]) {
    expect(HttpsUrlSchema.safeParse(url).error?.issues[0]?.message, url).toBe('expected an https address');
  }
});
