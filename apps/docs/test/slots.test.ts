import { describe, expect, it } from 'vitest';
import { fillSlots } from '../src/lib/slots.ts';

const slot = (kind = 'quiz') => `<nb-slot data-kind="${kind}" data-id="a"></nb-slot>`;

describe('fillSlots', () => {
  it('puts quizzes in the order of the note', () => {
    expect(fillSlots(`<p>a</p>${slot()}<p>b</p>${slot()}`, ['<i>1</i>', '<i>2</i>'])).toBe(
      '<p>a</p><i>1</i><p>b</p><i>2</i>',
    );
  });

  it('keeps dollar signs of a question as they are', () => {
    expect(fillSlots(slot(), ['costs $1 and $& more'])).toBe('costs $1 and $& more');
  });

  it('shows nothing for a lab that has no page yet', () => {
    expect(fillSlots(`${slot('lab')}${slot()}`, ['x'])).toBe('x');
  });

  it('refuses a note whose cached HTML holds another number of quizzes', () => {
    expect(() => fillSlots(slot(), [])).toThrow('expected 0 placeholders for quizzes, found 1');
    expect(() => fillSlots('', ['x'])).toThrow('expected 1 placeholders for quizzes, found 0');
  });
});
