import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber } from '../src/index.ts';

describe('parseNumber', () => {
  it.each([
    ['60', 60],
    [' 60 ', 60],
    ['+7', 7],
    ['-7.5', -7.5],
    ['\u22127', -7],
    ['.5', 0.5],
    [',5', 0.5],
    ['60.', 60],
    // Thousands
    ['1,000', 1000],
    ['1,234,567', 1_234_567],
    ['1.234.567', 1_234_567],
    ["1'234", 1234],
    ['1 234 567', 1_234_567],
    ['1\u202f234', 1234],
    ['1\u00a0234', 1234],
    ['10_000', 10_000],
    // Decimal marks
    ['1.234', 1.234],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['0,5', 0.5],
    ['0,125', 0.125],
    ['2,75', 2.75],
    ['1,5', 1.5],
    ['1234,567', 1234.567],
    // Exponents, signs and units
    ['1.5e3', 1500],
    ['2E-3', 0.002],
    ['60 builds', 60],
    ['60builds', 60],
    ['5 KB', 5],
    ['12 m2', 12],
    ['99.9 %', 99.9],
    ['$1,250.50', 1250.5],
    ['-€ 3', -3],
    ['= 60', 60],
    ['~60', 60],
    ['5 eggs', 5],
  ])('reads %j as %d', (typed, value) => {
    expect(parseNumber(typed)).toBe(value);
  });

  it.each([
    '',
    '   ',
    'sixty',
    '1/2',
    '5 or 6',
    '1:30',
    '1 2',
    '12,34,567',
    '1,2,3',
    '1.2.3',
    '1,23.4',
    '--5',
    '.',
    ',',
    '1e999',
    'e5',
    'NaN',
    'Infinity',
    '0x10',
  ])('does not take %j for a number', (typed) => {
    expect(parseNumber(typed)).toBeUndefined();
  });

  it('reads back what English and Swiss pages print', () => {
    const number = fc.integer({ min: -1e12, max: 1e12 }).map((value) => value / 1000);
    fc.assert(
      fc.property(number, (value) => {
        expect(parseNumber(value.toLocaleString('de-CH', { maximumFractionDigits: 3 }))).toBe(value);
        // One comma and nothing else is thousands in English: 1,234.
        expect(parseNumber(value.toLocaleString('en-US', { maximumFractionDigits: 3 }))).toBe(value);
        expect(parseNumber(String(value))).toBe(value);
      }),
    );
  });

  it('gives a number or nothing for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9.,' e]{0,12}$/)), (typed) => {
        const value = parseNumber(typed);
        expect(value === undefined || Number.isFinite(value)).toBe(true);
      }),
    );
  });
});
