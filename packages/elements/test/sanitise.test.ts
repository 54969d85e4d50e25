// @vitest-environment happy-dom
import { quizHtml } from '@notebank/quiz/html';
import { everyKind, historicQuestion } from '@notebank/quiz/samples';
import { describe, expect, it } from 'vitest';
import { sanitised } from '../src/sanitise.ts';

function clean(html: string): string {
  const box = document.createElement('div');
  box.append(sanitised(html));
  return box.innerHTML;
}

describe('sanitised', () => {
  it('lets everything through that @notebank/quiz/html prints', () => {
    const html = quizHtml([...everyKind(), historicQuestion()], { title: 'T', id: 'x', reportUrl: () => '/report' });
    const box = document.createElement('div');
    box.innerHTML = html;
    expect(clean(html)).toBe(box.innerHTML);
  });

  it.each([
    ['<script>alert(1)</script><p>a</p>', '<p>a</p>'],
    ['<img src="x" onerror="alert(1)" alt="a">', '<img src="x" alt="a">'],
    ['<a href="javascript:alert(1)">a</a>', '<a>a</a>'],
    ['<a href=" JaVaScRiPt:alert(1)">a</a>', '<a>a</a>'],
    ['<a href="java\nscript:alert(1)">a</a>', '<a>a</a>'],
    ['<a href="data:text/html,x">a</a>', '<a>a</a>'],
    ['<a href="https://x.example/">a</a>', '<a href="https://x.example/">a</a>'],
    ['<a href="../notes/a/#b:c">a</a>', '<a href="../notes/a/#b:c">a</a>'],
    ['<a href="mailto:a@x.example">a</a>', '<a href="mailto:a@x.example">a</a>'],
    ['<form action="https://evil.example" class="nb-question"></form>', '<form class="nb-question"></form>'],
    ['<p style="position:fixed">a</p>', '<p>a</p>'],
    ['<iframe src="https://x.example"></iframe>', ''],
    ['<svg><a href="javascript:alert(1)">a</a></svg>', ''],
    ['<button formaction="javascript:alert(1)">a</button>', ''],
    ['<input type="text" formaction="x" autofocus>', '<input type="text">'],
    ['<template><script>1</script></template>', ''],
  ])('of %j leaves %j', (html, expected) => {
    expect(clean(html)).toBe(expected);
  });
});
