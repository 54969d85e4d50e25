import { describe, expect, it } from 'vitest';
import { fillSlots } from '../src/lib/slots.ts';

const slot = (kind = 'quiz') => `<nb-slot data-kind="${kind}" data-id="a"></nb-slot>`;

describe('fillSlots', () => {
  it('puts quizzes in the order of the note', () => {
    expect(fillSlots(`<p>a</p>${slot()}<p>b</p>${slot()}`, { quiz: ['<i>1</i>', '<i>2</i>'], lab: [] })).toBe(
      '<p>a</p><i>1</i><p>b</p><i>2</i>',
    );
  });

  it('keeps dollar signs of a question as they are', () => {
    expect(fillSlots(slot(), { quiz: ['costs $1 and $& more'], lab: [] })).toBe('costs $1 and $& more');
  });

  it('puts labs and quizzes each in their own order', () => {
    const html = `${slot('lab')}${slot()}${slot('lab')}`;
    expect(fillSlots(html, { quiz: ['q'], lab: ['1', '2'] })).toBe('1q2');
  });

  it('refuses a note whose cached HTML holds another number of quizzes or labs', () => {
    expect(() => fillSlots(slot(), { quiz: [], lab: [] })).toThrow('expected 0 placeholders of the kind quiz, found 1');
    expect(() => fillSlots('', { quiz: ['x'], lab: [] })).toThrow('expected 1 placeholders of the kind quiz, found 0');
    expect(() => fillSlots(slot('lab'), { quiz: [], lab: [] })).toThrow(
      'expected 0 placeholders of the kind lab, found 1: remove node_modules/.astro and build again',
    );
  });
});
