import { gzipSync } from 'node:zlib';
import type { PublishedQuestion } from '@notebank/content-schema';
import { PublishedQuestionSchema } from '@notebank/content-schema';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { escapeHtml, questionHtml, quizHtml } from '../src/html.ts';
import { presentedOptions, presentedSteps, questionSeed } from '../src/index.ts';
import {
  choiceQuestion,
  clozeQuestion,
  everyKind,
  historicQuestion,
  inline,
  matchQuestion,
  multipleQuestion,
  numericQuestion,
  orderQuestion,
  recallQuestion,
  rich,
} from './questions.ts';

function parse(html: string) {
  const { document } = new Window();
  document.body.innerHTML = html;
  const one = (selector: string) => {
    const found = document.querySelector(selector);
    if (found === null) throw new Error(`nothing matches ${selector}`);
    return found;
  };
  const all = (selector: string) => [...document.querySelectorAll(selector)];
  const texts = (selector: string) => all(selector).map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
  return { document, one, all, texts };
}

it('has samples that are published questions', () => {
  for (const question of [...everyKind(), historicQuestion()]) {
    expect(PublishedQuestionSchema.parse(question)).toEqual(question);
  }
});

describe('every kind', () => {
  it.each(everyKind())('$kind: a form with a short legend, and a fieldset that its stem describes', (question) => {
    const { one, all } = parse(questionHtml(question, { number: 3, headingLevel: 3 }));
    const form = one('notebank-quiz > form.nb-question');
    expect(form.id).toBe(`nb-${question.id}`);
    expect(form.getAttribute('data-kind')).toBe(question.kind);
    expect(form.getAttribute('data-id')).toBe(question.id);
    expect(form.getAttribute('data-revision')).toBe('1');
    expect(form.getAttribute('method')).toBe('dialog');
    expect(one('fieldset > legend > h3').textContent).toMatch(/^Question 3, [a-z ]{5,30}$/);
    const stem = one(`#${one('fieldset').getAttribute('aria-describedby')}`);
    expect(stem.className).toBe('nb-stem');
    for (const field of all('fieldset :is(input, select)'))
      expect(one(`label[for="${field.id}"]`).textContent).not.toBe('');
    expect(one('details.nb-answer > summary').textContent).toBe('Answer and explanation');
    expect(one('details').hasAttribute('open')).toBe(false);
    expect(one('details h4').textContent).toBe('Explanation');
    expect(one('.nb-sources a').getAttribute('href')).toBe(question.sources[0]?.url);
    expect(one('.nb-sources').textContent).toContain('checked 2026-11-21');
  });

  it('has ids that are unique on a page, also when a quiz repeats a question', () => {
    const { all } = parse(quizHtml(everyKind()) + quizHtml(everyKind(), { id: 'end' }));
    const ids = all('[id]').map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(50);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(everyKind())('$kind: nothing of the answer stands outside of details', (question) => {
    const { document, one } = parse(questionHtml(question));
    one('details').remove();
    const rest = document.body.textContent ?? '';
    expect(rest).not.toContain('What the reader should take away');
    if (question.kind === 'cloze') expect(rest).not.toContain('60 minutes');
    if (question.kind === 'recall') expect(rest).not.toContain('groups changes');
    if (question.kind === 'choice') expect(rest).not.toContain(question.options[0]?.rationale.html);
  });
});

describe('choice', () => {
  it('has radios for one key and checkboxes for several, keys marked', () => {
    const single = parse(questionHtml(choiceQuestion(), { number: 1 }));
    expect(single.texts('legend')).toEqual(['Question 1, choose one']);
    expect(single.all('input[type=radio]')).toHaveLength(4);
    expect(single.all('[data-correct]').map((input) => input.getAttribute('value'))).toEqual(['a']);
    const several = parse(questionHtml(multipleQuestion()));
    expect(several.texts('legend')).toEqual(['Choose two']);
    expect(several.all('input[type=checkbox]')).toHaveLength(5);
    expect(several.one('form').getAttribute('data-shuffle')).toBe('except-last');
  });

  it('shows options in the order of the seed, reasons in the same, each rationale once', () => {
    for (const seed of [undefined, 'another', 'third']) {
      const question = choiceQuestion();
      const html = questionHtml(question, seed === undefined ? {} : { seed });
      const { all, texts } = parse(html);
      const expected = presentedOptions(question, seed ?? questionSeed(question));
      expect(all('.nb-options input').map((input) => input.getAttribute('value'))).toEqual(
        expected.map(({ id }) => id),
      );
      expect(texts('.nb-reasons .nb-why')).toEqual(expected.map(({ rationale }) => rationale.html));
      expect(texts('.nb-reasons .nb-verdict')).toEqual(
        expected.map(({ correct }) => (correct ? 'Correct.' : 'Wrong.')),
      );
      for (const { rationale } of question.options) expect(html.split(rationale.html)).toHaveLength(2);
    }
  });
});

describe('order', () => {
  it('has a select per step with its right position', () => {
    const question = orderQuestion();
    const { all, texts } = parse(questionHtml(question));
    const shown = presentedSteps(question, questionSeed(question)).map(({ id }) => id);
    expect(all('.nb-steps select').map((select) => select.getAttribute('name'))).toEqual(shown);
    const positions = Object.fromEntries(
      all('.nb-steps select').map((select) => [select.getAttribute('name'), select.getAttribute('data-position')]),
    );
    expect(positions).toEqual({ a: '1', b: '2', c: '3', d: '4', e: '0' });
    expect(texts('.nb-steps li:first-child option')).toEqual(['–', '1', '2', '3', '4', '5', 'out']);
    expect(texts('.nb-solution > li').map((text) => text.slice(0, 20))).toEqual([
      'CodeCommit sends an ',
      'A rule starts the pi',
      'The source action st',
      'CodeBuild runs the b',
    ]);
  });

  it('offers to leave steps out only where some are surplus', () => {
    expect(questionHtml(orderQuestion({ surplus: [] }))).not.toContain('>out<');
  });
});

describe('match', () => {
  it('has a select per left cell, with each right cell once', () => {
    const { all, texts, one } = parse(questionHtml(matchQuestion()));
    expect(all('.nb-pairs select').map((select) => select.getAttribute('data-cell'))).toEqual(['a', 'b', 'c', 'c']);
    const options = texts('.nb-pairs li:first-child option');
    expect(options[0]).toBe('Choose');
    expect([...options.slice(1)].sort()).toEqual([
      'CloudTrail',
      'CloudWatch alarm',
      'EventBridge rule',
      'Local cache mode',
    ]);
    expect(texts('.nb-cells li')).toEqual(options.slice(1));
    expect(texts('.nb-solution dt')).toEqual(matchQuestion().pairs.map(({ left }) => left.html));
    expect(one('.nb-key').textContent).toContain('Belongs to none:Local cache mode');
  });

  it('prints text where options hold none but text', () => {
    const surplus = [
      {
        id: 'e',
        right: {
          markdown: 'x',
          html: 'A <em title="1 > 0">b</em> <img src="https://x.example/a.svg" alt="chart > &#x26; map"> &#x3C;c>',
        },
      },
    ];
    const html = questionHtml(matchQuestion({ surplus }));
    expect(html).toContain('<option value="e">A b chart > &#x26; map &#x3C;c></option>');
  });
});

describe('numeric', () => {
  it('has a text field that carries answer and tolerance', () => {
    const question = numericQuestion({ answer: { value: 1234.5, tolerance: 0.5, unit: 'MB/s' } });
    const { one, texts } = parse(questionHtml(question));
    expect(one('input').outerHTML).toContain('type="text" inputmode="decimal" autocomplete="off"');
    expect(one('input').getAttribute('data-value')).toBe('1234.5');
    expect(one('input').getAttribute('data-tolerance')).toBe('0.5');
    expect(texts('label')).toEqual(['Your answer (MB/s)']);
    expect(texts('.nb-solution')).toEqual(['1,234.5 ± 0.5 MB/s']);
    expect(texts('.nb-mistakes li')[0]).toBe('88: That is all that do not run at once.');
  });
});

describe('cloze', () => {
  it('prints gaps with number and hint, and their texts in the answer', () => {
    const { texts, all } = parse(questionHtml(clozeQuestion()));
    expect(texts('.nb-stem')).toEqual(['A build times out after 1: time; at most 2 can be set. Again: 1.']);
    expect(texts('.nb-solution li')).toEqual(['60 minutes', '36 hours', '60']);
    expect(all('.nb-solution li').map((item) => item.getAttribute('value'))).toEqual(['1', '2', '1']);
  });
});

describe('badges, banner and links', () => {
  it('says what is historic, not reviewed, and how hard it is', () => {
    const { texts } = parse(questionHtml(historicQuestion()));
    expect(texts('.nb-badge')).toEqual(['Analyse (3 of 3)', 'Not yet reviewed']);
    expect(texts('.nb-banner')).toEqual([
      'Historic since 2024-07-31. AWS ended CodeStar projects; the console & its dashboard are gone.',
    ]);
    expect(parse(questionHtml(recallQuestion())).all('.nb-banner, .nb-unreviewed')).toEqual([]);
    const retired = parse(questionHtml(recallQuestion({ status: 'retired' })));
    expect(retired.texts('.nb-banner')).toEqual(['Withdrawn.']);
  });

  it('links to the page of the question and to the report of a fault', () => {
    const links = (html: string) =>
      parse(html)
        .all('.nb-links a')
        .map((link) => `${link.textContent} ${link.getAttribute('href')}`);
    const question = choiceQuestion();
    expect(links(questionHtml(question))).toEqual([`Link to this question ${question.url}`]);
    const reportUrl = 'https://x.example/new?title=a&body="b"';
    expect(links(questionHtml(question, { questionUrl: '/base/q/x/', reportUrl }))).toEqual([
      'Link to this question /base/q/x/',
      `Report a fault ${reportUrl}`,
    ]);
    expect(links(questionHtml(question, { questionUrl: false }))).toEqual([]);
    expect(
      links(quizHtml([question], { questionUrl: ({ id }) => `/q/${id}/`, reportUrl: ({ id }) => `/r/${id}` })),
    ).toEqual(['Link to this question /q/buildspec-location/', 'Report a fault /r/buildspec-location']);
  });

  it('gives tables and code a box that scrolls and that the keyboard reaches', () => {
    const { one } = parse(questionHtml(historicQuestion()));
    expect(one('.nb-stem > .nb-scroll[tabindex="0"][role=group][aria-label] > table > thead').textContent).toContain(
      'Part',
    );
    expect(one('.nb-stem > pre[tabindex="0"] > code.language-sh').textContent).toContain('aws codestar');
  });
});

describe('quizHtml', () => {
  it('numbers questions and nests headings without gaps', () => {
    const { all } = parse(
      quizHtml(everyKind().slice(0, 2), {
        title: 'Check <you>',
        headingLevel: 3,
        id: 'end',
        start: 4,
        className: 'not-content',
      }),
    );
    expect(all('h1, h2, h3, h4, h5, h6').map(({ tagName, textContent }) => `${tagName} ${textContent}`)).toEqual([
      'H3 Check <you>',
      'H4 Question 4, choose one',
      'H5 Explanation',
      'H5 Sources',
      'H4 Question 5, choose two',
      'H5 Explanation',
      'H5 Sources',
    ]);
    expect(all('#end.nb-quiz.not-content > form')).toHaveLength(2);
    expect(parse(quizHtml([choiceQuestion()])).all('h2')).toHaveLength(1);
  });

  it('shuffles by another seed when given one, and says so', () => {
    const { one } = parse(quizHtml([choiceQuestion()], { seed: 'k2' }));
    expect(one('form').getAttribute('data-seed')).toBe('buildspec-location@1#k2');
  });
});

describe('safety', () => {
  const EVIL = `"><script>alert(1)</script><img src=x onerror='alert(1)'>&`;

  it('escapes everything that is not HTML by contract', () => {
    const sources = [{ title: EVIL, url: `https://x.example/${EVIL}`, checked: EVIL }];
    const common = { sources, reason: EVIL, since: EVIL, status: 'historic' as const, id: EVIL, url: EVIL };
    const questions: PublishedQuestion[] = [
      choiceQuestion({ ...common, options: choiceQuestion().options.map((option) => ({ ...option, id: EVIL })) }),
      orderQuestion({
        ...common,
        steps: [
          { id: EVIL, text: rich('x') },
          { id: 'b', text: rich('y') },
        ],
      }),
      matchQuestion({ ...common, pairs: [{ id: EVIL, left: rich('l'), right: inline('r') }] }),
      numericQuestion({
        ...common,
        answer: { value: 1, tolerance: 0, unit: EVIL },
        mistakes: [{ value: 2, why: EVIL }],
      }),
      clozeQuestion(common),
      recallQuestion(common),
    ];
    const html = quizHtml(questions, { title: EVIL, id: EVIL, seed: EVIL, className: EVIL, reportUrl: () => EVIL });
    const { all } = parse(html);
    expect(all('form')).toHaveLength(6);
    expect(all('script, img, [onerror]')).toEqual([]);
    expect(html).not.toContain('<script');
  });

  it('escapes the five characters', () => {
    expect(escapeHtml(`<a href="x">'&'</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;');
  });

  it('needs no inline style and no inline script', () => {
    const html = quizHtml([...everyKind(), historicQuestion()]);
    expect(html).not.toMatch(/<style|<script|\sstyle=|\son[a-z]+=/);
  });
});

it('stays lean: five questions in at most 5 KB gzip, less than twice their texts', () => {
  const questions = [choiceQuestion(), multipleQuestion(), orderQuestion(), matchQuestion(), numericQuestion()];
  const size = gzipSync(quizHtml(questions, { title: 'Check what you know' })).length;
  expect(size).toBeLessThan(5000);
});
