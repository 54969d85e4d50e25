import { expect, it } from 'vitest';
import * as root from '../src/index.ts';
import * as envelope from '../src/labs/envelope/index.ts';
import * as lab from '../src/labs/sigv4/index.ts';

it('has these names and no others', () => {
  expect(Object.keys(root).sort()).toEqual(['NotebankQuiz', 'define']);
});

it('has a lab with these names and no others', () => {
  expect(Object.keys(lab).sort()).toEqual([
    'NotebankSigV4Lab',
    'defineSigV4Lab',
    'sigv4LabCompactHtml',
    'sigv4LabHtml',
  ]);
});

it('has a lab of envelope encryption with these names and no others', () => {
  expect(Object.keys(envelope).sort()).toEqual([
    'NotebankEnvelopeLab',
    'defineEnvelopeLab',
    'envelopeLabCompactHtml',
    'envelopeLabHtml',
  ]);
});

it('can be imported where there is no DOM', () => {
  expect(globalThis.HTMLElement).toBeUndefined();
  expect(root.NotebankQuiz.name).toBe('NotebankQuiz');
  expect(lab.NotebankSigV4Lab.name).toBe('NotebankSigV4Lab');
  expect(envelope.NotebankEnvelopeLab.name).toBe('NotebankEnvelopeLab');
});
