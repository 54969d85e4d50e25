// @vitest-environment happy-dom
import type { PublishedQuestion } from '@notebank/content-schema';
import { grade, presentedOptions, presentedSteps, questionSeed } from '@notebank/quiz';
import { quizHtml } from '@notebank/quiz/html';
import {
  choiceQuestion,
  clozeQuestion,
  everyKind,
  matchQuestion,
  multipleQuestion,
  numericQuestion,
  orderQuestion,
  recallQuestion,
} from '@notebank/quiz/samples';
import { describe, expect, it } from 'vitest';
import type { NotebankQuiz } from '../src/index.ts';
import { mount, textOf } from './page.ts';

function one(question: PublishedQuestion) {
  const mounted = mount([question]);
  const [driver] = mounted.questions;
  if (driver === undefined) throw new Error('no question');
  return { ...mounted, ...driver };
}

describe('choice', () => {
  it('asks for a choice first, linked to the inputs, and forgets that with the next input', () => {
    const { press, status, tone, find, choose, answers } = one(choiceQuestion());
    press();
    expect(status()).toBe('Choose an answer.');
    expect(tone()).toBe('error');
    expect(find('input').getAttribute('aria-describedby')).toBe(find('.nb-status').id);
    expect(answers).toEqual([]);
    choose('a');
    find('input').dispatchEvent(new Event('input', { bubbles: true }));
    expect(status()).toBe('');
    expect(find('input').hasAttribute('aria-describedby')).toBe(false);
  });

  it('says of every option what it was, with its rationale beside it', () => {
    const { press, status, find, choose, texts, form } = one(choiceQuestion());
    choose('b');
    press();
    expect(status()).toBe('Not correct. The answer is B.');
    expect(form.dataset.state).toBe('wrong');
    expect(texts('.nb-options li .nb-verdict')).toEqual([
      'Wrong, your choice',
      'Correct, not chosen',
      'Wrong, not chosen',
      'Wrong, not chosen',
    ]);
    for (const { id, rationale } of choiceQuestion().options) {
      const input = find(`input[value="${id}"]`);
      const described = (input.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((part) => textOf(find(`#${part}`)));
      expect(described[1]).toBe(rationale.markdown);
      expect(input.closest('li')?.contains(find(`#${input.id}-why`))).toBe(true);
    }
    expect(find<HTMLDetailsElement>('details').open).toBe(true);
  });

  it('counts the choices of a question with several keys and wants exactly that many', () => {
    const { press, status, find, choose, answers } = one(multipleQuestion());
    choose('a');
    find('input').dispatchEvent(new Event('input', { bubbles: true }));
    expect(status()).toBe('1 of 2 chosen');
    press();
    expect(status()).toBe('Choose 2 answers: 1 chosen.');
    choose('b');
    press();
    expect(status()).toBe('Correct.');
    expect(answers[0]?.response).toEqual({ kind: 'choice', chosen: ['a', 'b'] });
  });
});

describe('order', () => {
  const shown = (texts: (selector: string) => string[]) => texts('.nb-steps label');

  it('moves by button and by position, announces it, and leaves out at the end', () => {
    const question = orderQuestion();
    const { form, find, select, status, texts } = one(question);
    const start = presentedSteps(question, questionSeed(question)).map(({ text }) => text.markdown.replaceAll('`', ''));
    expect(shown(texts)).toEqual(start);
    const [first = '', second = ''] = start;
    (form.querySelector(`[aria-label="Move down: ${first}"]`) as HTMLElement).click();
    expect(shown(texts).slice(0, 2)).toEqual([second, first]);
    expect(status()).toBe(`${first}: position 2 of 5`);
    (form.querySelector(`[aria-label="Move up: ${first}"]`) as HTMLElement).click();
    expect(shown(texts)).toEqual(start);
    expect(status()).toBe(`${first}: position 1 of 5`);
    (form.querySelector(`[aria-label="Move up: ${first}"]`) as HTMLElement).click();
    expect(shown(texts)).toEqual(start);
    select('e', '0');
    expect(status()).toBe('CodeDeploy clones the repository: left out');
    expect(shown(texts).at(-1)).toBe('CodeDeploy clones the repository');
    expect([...form.querySelectorAll('select')].map(({ value }) => value)).toEqual(['1', '2', '3', '4', '0']);
    expect(find('[data-out] select').getAttribute('name')).toBe('e');
    (form.querySelector('[aria-label^="Move up: CodeDeploy"]') as HTMLElement).click();
    expect(status()).toBe('CodeDeploy clones the repository: position 5 of 5');
    (form.querySelector('[aria-label^="Move down: CodeDeploy"]') as HTMLElement).click();
    expect(status()).toBe('CodeDeploy clones the repository: left out');
    (form.querySelector('[aria-label^="Move down: CodeDeploy"]') as HTMLElement).click();
    expect(status()).toBe('CodeDeploy clones the repository: left out');
  });

  it('wants a move first, then says where each step belongs', () => {
    const { press, status, select, texts, answers } = one(orderQuestion());
    press();
    expect(status()).toBe('Move the steps into order.');
    for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) select(name, String(index + 1));
    select('e', '0');
    select('d', '3');
    press();
    expect(answers[0]?.response).toEqual({ kind: 'order', order: ['a', 'b', 'd', 'c'] });
    expect(status()).toBe('Not correct. 2 of 4 in the right place.');
    expect(texts('.nb-steps .nb-verdict')).toEqual([
      'Correct',
      'Correct',
      'Wrong, belongs at 4',
      'Wrong, belongs at 3',
      'Rightly left out',
    ]);
    expect(texts('.nb-steps li:first-child .nb-why')).toEqual(['Every push gives one.']);
  });

  it('says what was left out and what does not belong', () => {
    const { press, select, texts } = one(orderQuestion());
    for (const [index, name] of ['a', 'b', 'c', 'e'].entries()) select(name, String(index + 1));
    select('d', '0');
    press();
    expect(texts('.nb-steps .nb-verdict').slice(-2)).toEqual(['Does not belong', 'Left out, belongs at 4']);
  });

  it('does not leave steps out where none is surplus', () => {
    const { form, texts } = one(orderQuestion({ surplus: [] }));
    const last = shown(texts).at(-1) ?? '';
    (form.querySelector(`[aria-label="Move down: ${last}"]`) as HTMLElement).click();
    expect(shown(texts).at(-1)).toBe(last);
    expect(form.querySelector('[data-out]')).toBeNull();
  });
});

describe('match', () => {
  it('wants an answer in every row, then names the right ones', () => {
    const { press, status, select, texts, form, answers } = one(matchQuestion());
    select('a', 'a');
    press();
    expect(status()).toBe('Choose an answer in every row.');
    const described = [...form.querySelectorAll('select')].map((each) => each.hasAttribute('aria-describedby'));
    expect(described).toEqual([false, true, true, true]);
    select('b', 'e');
    select('c', 'c');
    select('d', 'c');
    press();
    expect(answers[0]?.response).toEqual({ kind: 'match', pairs: { a: 'a', b: 'e', c: 'c', d: 'c' } });
    expect(status()).toBe('Not correct. 3 of 4 pairs right.');
    expect(texts('.nb-pairs .nb-verdict')).toEqual(['Correct', 'Wrong, it is: EventBridge rule', 'Correct', 'Correct']);
  });
});

describe('numeric', () => {
  it('wants a number, and explains a known mistake', () => {
    const { press, status, find } = one(numericQuestion());
    const input = find<HTMLInputElement>('.nb-number input');
    for (const typed of ['', 'many']) {
      input.value = typed;
      press();
      expect(status()).toBe('Type a number, such as 1.5.');
    }
    input.value = '88 builds';
    press();
    expect(status()).toBe('Not correct. The answer is 60 builds. That is all that do not run at once.');
    expect(input.readOnly).toBe(true);
  });

  it.each(['60', ' 60 builds', '60.0'])('takes %j', (typed) => {
    const { press, status, find } = one(numericQuestion());
    find<HTMLInputElement>('.nb-number input').value = typed;
    press();
    expect(status()).toBe('Correct.');
  });
});

describe('cloze', () => {
  it('shows gap by gap, then asks whether the reader knew it', () => {
    const { form, status, texts, press, answers } = one(clozeQuestion());
    const gaps = [...form.querySelectorAll<HTMLButtonElement>('button.nb-gap')];
    expect(gaps.map(textOf)).toEqual(['1: time', '2', '1']);
    gaps[1]?.click();
    expect(status()).toBe('Gap 2: 36 hours');
    expect(texts('.nb-gap')).toEqual(['1: time', '36 hours', '1']);
    expect(gaps[1]?.querySelector('code')?.textContent).toBe('36');
    gaps[0]?.click();
    gaps[2]?.click();
    expect(status()).toBe('Did you know it?');
    press('I did not');
    expect(answers[0]).toMatchObject({ response: { kind: 'cloze', known: [] }, grade: { correct: false, of: 2 } });
  });

  it('shows all at once, and closes them again for another try', () => {
    const { press, texts, answers, quiz } = one(clozeQuestion());
    press('Show all gaps');
    expect(texts('.nb-gap')).toEqual(['60 minutes', '36 hours', '60']);
    press('I knew it');
    expect(answers[0]).toMatchObject({
      response: { kind: 'cloze', known: [1, 2] },
      grade: { correct: true, points: 2 },
    });
    press('Try again');
    expect(texts('.nb-gap')).toEqual(['1: time', '2', '1']);
    expect(quiz.querySelectorAll('.nb-button:not([hidden])')).toHaveLength(1);
  });
});

describe('recall', () => {
  it('opens the answer, then counts what the reader says', () => {
    const { press, find, status, answers } = one(recallQuestion());
    press('Show answer');
    expect(find<HTMLDetailsElement>('details').open).toBe(true);
    expect(status()).toBe('Did you know it?');
    press('I knew it');
    expect(status()).toBe('Noted as known.');
    expect(answers[0]).toMatchObject({ id: 'version-control', response: { kind: 'recall', known: true } });
  });

  it('counts an answer that was opened by hand as seen', () => {
    const { find, texts } = one(recallQuestion());
    find<HTMLDetailsElement>('details').open = true;
    find('details').dispatchEvent(new Event('toggle'));
    expect(texts('.nb-actions > button:not([hidden])')).toEqual(['I knew it', 'I did not']);
  });
});

describe('notebank:answer', () => {
  it('bubbles, with what grade() of @notebank/quiz says of the same response', () => {
    const { press, choose, answers } = one(multipleQuestion());
    choose('a', 'c');
    press();
    const [detail] = answers;
    if (detail === undefined) throw new Error('no answer');
    expect(detail.grade).toEqual(grade(multipleQuestion(), detail.response));
    expect({ ...detail, grade: undefined, ms: undefined }).toEqual({
      id: 'private-packages',
      revision: 1,
      seed: 'private-packages@1',
      response: { kind: 'choice', chosen: ['a', 'c'] },
    });
    expect(detail.ms).toBeGreaterThanOrEqual(0);
    expect(Number.isInteger(detail.ms)).toBe(true);
  });
});

describe('a quiz', () => {
  /** Answers every question: those whose ids are given right, the others wrong. */
  function answerAll(mounted: ReturnType<typeof mount>, right: readonly string[]): void {
    for (const { form, choose, press } of mounted.questions) {
      if (form.hidden) continue;
      choose(right.includes(form.dataset.id ?? '') ? 'a' : 'd');
      press();
    }
  }
  const three = ['one', 'two', 'three'].map((id) => choiceQuestion({ id }));

  it('leads to the next open question, then to the score', () => {
    const mounted = mount(three);
    const [first, second, third] = mounted.questions;
    second?.choose('a');
    second?.press();
    expect(second?.texts('.nb-button')[0]).toBe('Next question');
    second?.press();
    expect(document.activeElement).toBe(third?.find('fieldset'));
    third?.choose('a');
    third?.press();
    third?.press();
    expect(document.activeElement).toBe(first?.find('fieldset'));
    expect(mounted.quiz.querySelector('.nb-summary')).toBeNull();
    first?.choose('b');
    first?.press();
    expect(textOf(mounted.quiz.querySelector('.nb-score') as Element)).toBe('2 of 3 right');
    for (const { texts } of mounted.questions) expect(texts('.nb-button')[0]).toBe('See the score');
    first?.press();
    expect(document.activeElement).toBe(mounted.quiz.querySelector('.nb-score'));
  });

  it('retries what was wrong, alone, in an order that the seed of its answer explains', () => {
    const mounted = mount(three);
    answerAll(mounted, ['two']);
    const [retry] = [...mounted.quiz.querySelectorAll<HTMLElement>('.nb-summary button')];
    expect(retry?.textContent).toBe('Retry what was wrong');
    retry?.click();
    expect(mounted.questions.map(({ form }) => form.hidden)).toEqual([false, true, false]);
    expect(document.activeElement).toBe(mounted.questions[0]?.find('fieldset'));
    const [first] = mounted.questions;
    expect(first?.status()).toBe('');
    expect(first?.form.querySelector('.nb-verdict[id], :checked, [aria-describedby*="verdict"]')).toBeNull();
    const values = () => [...(first?.form.querySelectorAll('input') ?? [])].map(({ value }) => value);
    const presented = values();
    answerAll(mounted, ['one', 'three']);
    const detail = mounted.answers[3];
    expect(detail?.seed).toMatch(/^one@1#[a-z0-9]+-1$/);
    expect(presentedOptions(choiceQuestion(), detail?.seed ?? '').map(({ id }) => id)).toEqual(presented);
    expect(textOf(mounted.quiz.querySelector('.nb-score') as Element)).toBe('2 of 2 right');
    expect(mounted.quiz.querySelector('.nb-summary')?.textContent).not.toContain('Retry');
    (mounted.quiz.querySelector('.nb-summary button') as HTMLElement).click();
    expect(mounted.questions.map(({ form }) => form.hidden)).toEqual([false, false, false]);
    expect(mounted.quiz.querySelector('.nb-summary')).toBeNull();
  });

  it('gives reasons back to the answer in the order of the options', () => {
    const mounted = mount(three);
    answerAll(mounted, []);
    mounted.quiz.setAttribute('seed', 'fixed');
    (mounted.quiz.querySelector('.nb-summary button:last-child') as HTMLElement).click();
    const [first] = mounted.questions;
    const seed = questionSeed({ id: 'one', revision: 1 }, 'fixed-1');
    const expected = presentedOptions(choiceQuestion(), seed).map(({ rationale }) => rationale.markdown);
    expect(first?.texts('.nb-reasons .nb-why')).toEqual(expected);
    expect(first?.find<HTMLDetailsElement>('details').open).toBe(false);
  });

  it('can be reset with every kind, and answered again', () => {
    const mounted = mount(everyKind());
    const solve = (): void => {
      const [choice, multiple, order, match, numeric, cloze, recall] = mounted.questions;
      choice?.choose('a');
      multiple?.choose('a', 'b');
      for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) order?.select(name, String(index + 1));
      order?.select('e', '0');
      for (const [name, cell] of Object.entries({ a: 'a', b: 'b', c: 'c', d: 'c' })) match?.select(name, cell);
      if (numeric) numeric.find<HTMLInputElement>('.nb-number input').value = '60';
      for (const question of [choice, multiple, order, match, numeric]) question?.press('Check answer');
      cloze?.press('Show all gaps');
      cloze?.press('I knew it');
      recall?.press('Show answer');
      recall?.press('I knew it');
      expect(textOf(mounted.quiz.querySelector('.nb-score') as Element)).toBe('7 of 7 right');
    };
    solve();
    (mounted.quiz.querySelector('.nb-summary button') as HTMLElement).click();
    solve();
    expect(mounted.answers).toHaveLength(14);
    expect(mounted.answers.every(({ grade: { correct } }) => correct)).toBe(true);
  });

  it('grades what the page shows as grade() grades the question, whatever the seed', () => {
    const questions = everyKind();
    for (const seed of ['one', 'two', 'three', 'four']) {
      const mounted = mount(questions, { seed });
      const [choice, multiple, order, match, numeric, cloze, recall] = mounted.questions;
      choice?.choose('c');
      multiple?.choose('b', 'e');
      order?.select('b', '1');
      order?.select('d', '2');
      order?.select('c', '0');
      for (const name of ['a', 'b', 'c', 'd']) match?.select(name, 'c');
      if (numeric) numeric.find<HTMLInputElement>('.nb-number input').value = '72';
      for (const question of [choice, multiple, order, match, numeric]) question?.press('Check answer');
      for (const question of [cloze, recall]) {
        question?.press();
        question?.press('I did not');
      }
      expect(mounted.answers.map(({ id }) => id)).toEqual(questions.map(({ id }) => id));
      for (const [index, question] of questions.entries()) {
        const detail = mounted.answers[index];
        expect(detail?.seed).toBe(`${question.id}@1#${seed}`);
        expect(detail?.grade).toEqual(detail && grade(question, detail.response));
      }
    }
  });

  it('leaves a kind that it does not know as the server wrote it, and goes on with the others', () => {
    const html = quizHtml([choiceQuestion({ id: 'later' }), choiceQuestion({ id: 'known' })]);
    document.body.innerHTML = html.replace('data-kind="choice"', 'data-kind="drawing"');
    (document.querySelector('notebank-quiz') as NotebankQuiz).enhance();
    expect(document.querySelector('#nb-later .nb-actions')).toBeNull();
    expect(document.querySelectorAll('#nb-later input')).toHaveLength(4);
    expect(document.querySelectorAll('#nb-known .nb-actions')).toHaveLength(1);
  });

  it('takes up questions that come later, each once', () => {
    const mounted = mount([choiceQuestion()]);
    const more = document.createElement('div');
    more.innerHTML = quizHtml([numericQuestion()]);
    mounted.quiz.append(...(more.firstElementChild?.children ?? []));
    mounted.quiz.enhance();
    expect(mounted.quiz.querySelectorAll('.nb-actions')).toHaveLength(2);
    expect(mounted.quiz.querySelectorAll('.nb-shortcuts')).toHaveLength(1);
  });

  it.each([
    ['c', undefined, true],
    ['C', undefined, true],
    ['c', 'off', false],
    ['e', undefined, false],
    ['Cancel', undefined, false],
  ])('with the key %s and shortcuts=%s chooses the third option: %s', (key, shortcuts, chosen) => {
    document.body.innerHTML = quizHtml([choiceQuestion()]);
    const quiz = document.querySelector('notebank-quiz') as NotebankQuiz;
    quiz.querySelector('.nb-shortcuts')?.remove();
    if (shortcuts !== undefined) quiz.setAttribute('shortcuts', shortcuts);
    quiz.enhance();
    const inputs = [...quiz.querySelectorAll<HTMLInputElement>('.nb-options input')];
    inputs[0]?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    expect(inputs.map(({ checked }) => checked)).toEqual([false, false, chosen, false]);
  });
});
