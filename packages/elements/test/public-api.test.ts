import { expect, it } from 'vitest';
import * as root from '../src/index.ts';

it('has these names and no others', () => {
  expect(Object.keys(root).sort()).toEqual(['NotebankQuiz', 'define']);
});

it('can be imported where there is no DOM', () => {
  expect(globalThis.HTMLElement).toBeUndefined();
  expect(root.NotebankQuiz.name).toBe('NotebankQuiz');
});
