// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  defineEnvelopeLab,
  envelopeLabCompactHtml,
  envelopeLabHtml,
  type NotebankEnvelopeLab,
} from '../src/labs/envelope/index.ts';
import { SCENARIOS } from '../src/labs/envelope/scenarios.ts';
import { textOf } from './page.ts';

/** The lab in the document of happy-dom, upgraded, operated as a learner does. */
function mount(html = envelopeLabHtml()) {
  document.body.innerHTML = html;
  defineEnvelopeLab();
  const lab = document.querySelector('notebank-envelope-lab') as NotebankEnvelopeLab;
  // happy-dom connects an element before its children are there.
  if (!lab.hasAttribute('compact')) lab.enhance();
  const find = <Found extends HTMLElement = HTMLElement>(selector: string): Found => {
    const found = lab.querySelector<Found>(selector);
    if (found === null) throw new Error(`nothing matches ${selector}`);
    return found;
  };
  const send = (target: HTMLElement, type: string): boolean =>
    target.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
  const out = (name: string): HTMLElement => find(`[data-out="${name}"]`);
  return {
    lab,
    find,
    out,
    type: (name: string, value: string): void => {
      const control = find<HTMLInputElement>(`form [name="${name}"]`);
      control.value = value;
      send(control, 'input');
    },
    choose: (selector: string, value: string): void => {
      const select = find<HTMLSelectElement>(selector);
      select.value = value;
      send(select, 'input');
    },
    submit: (form: string): boolean => send(find(`[data-form="${form}"]`), 'submit'),
    until: (name: string, pattern: RegExp): Promise<void> =>
      vi.waitFor(() => expect(textOf(out(name))).toMatch(pattern), { timeout: 5000 }),
    status: (): string => textOf(find('[data-status]')),
  };
}

afterEach(() => document.body.replaceChildren());

describe('<notebank-envelope-lab>', () => {
  it('begins with the worked example as it was printed, and fields to choose', () => {
    const { lab, find, out } = mount();
    expect(textOf(out('verdict'))).toMatch(/^Opened/);
    expect(lab.querySelectorAll('[data-choose]')).toHaveLength(lab.querySelectorAll('.nb-env-fields [data-f]').length);
    expect(lab.querySelectorAll('[data-on], [aria-pressed="true"]')).toHaveLength(0);
    expect(find('[data-outdated]').hidden).toBe(true);
  });

  it('builds what is typed, and reads it', async () => {
    const { type, until, out } = mount();
    const before = out('dump').textContent;
    type('plaintext', 'Another text');
    await until('steps', /Another text/);
    await until('verdict', /Opened Another text|OpenedAnother text/);
    expect(out('dump').textContent).not.toBe(before);
    expect(textOf(out('input'))).toContain('Another text');
    expect(textOf(out('legend'))).toContain('12 bytes of plaintext');
  });

  it('shows the last of several edits, whichever is ready first', async () => {
    const { type, until, out } = mount();
    for (const suite of ['0478', '0378', '0578', '0478']) type('suite', suite);
    type('plaintext', 'first');
    type('plaintext', 'last');
    await until('steps', /last/);
    await until('verdict', /Opened ?last/);
    expect(textOf(out('steps'))).toContain('0x0478');
  });

  it('ties an error to its field, keeps the last message and says that it is old', async () => {
    const { type, find, out } = mount();
    const before = out('dump').textContent;
    type('context', 'tenant');
    const control = find('form [name="context"]');
    await vi.waitFor(() => expect(control.getAttribute('aria-invalid')).toBe('true'));
    const described = (control.getAttribute('aria-describedby') ?? '').split(' ').map((id) => find(`#${id}`));
    expect(described.map(textOf).join(' ')).toContain('Found "tenant", expected key=value');
    expect(out('dump').textContent).toBe(before);
    expect(textOf(find('[data-outdated]'))).toContain('Below is the last message that could be built.');
    type('context', 'tenant=blue');
    await vi.waitFor(() => expect(find('[data-outdated]').hidden).toBe(true));
    expect(control.hasAttribute('aria-invalid')).toBe(false);
  });

  it('says how it ended once nobody types any more, and not twice', async () => {
    const { choose, status, until } = mount();
    choose('[name="state"]', 'Disabled');
    await until('verdict', /Stops at: kms:Decrypt/);
    expect(status()).toBe('');
    await vi.waitFor(() => expect(status()).toBe('The message does not open. Stops at: kms:Decrypt.'), {
      timeout: 3000,
    });
  });

  it('marks a field in both lists, by its button and by a byte', () => {
    const { lab, find, status } = mount();
    const button = find('.nb-env-fields [data-f="2"] button');
    button.click();
    expect(button.getAttribute('aria-pressed')).toBe('true');
    expect(status()).toBe('messageId: bytes 3–34');
    const marked = [...lab.querySelectorAll<HTMLElement>('.nb-env-dump [data-on]')];
    expect(new Set(marked.map(({ dataset }) => dataset.f))).toEqual(new Set(['2']));
    button.click();
    expect(lab.querySelectorAll('[data-on]')).toHaveLength(0);
    const last = [...lab.querySelectorAll<HTMLElement>('.nb-env-dump [data-f]')].at(-1);
    last?.click();
    expect(status()).toMatch(/^signature: bytes/);
    expect(find(`.nb-env-fields [data-f="${last?.dataset.f}"]`).hasAttribute('data-on')).toBe(true);
    last?.click();
    expect(lab.querySelector('[data-on]'), 'a byte chooses, and never lets go').not.toBeNull();
  });

  it('opens the group of a byte that was chosen, and keeps groups open', async () => {
    const { lab, type, until } = mount();
    const group = (): HTMLDetailsElement =>
      [...lab.querySelectorAll<HTMLDetailsElement>('.nb-env-fields details')].find((each) =>
        textOf(each.querySelector('summary') as Node).startsWith('Frame 2'),
      ) as HTMLDetailsElement;
    expect(group().open).toBe(false);
    const at = group().querySelector<HTMLElement>('[data-f]')?.dataset.f;
    lab.querySelector<HTMLElement>(`.nb-env-dump [data-f="${at}"]`)?.click();
    expect(group().open).toBe(true);
    type('plaintext', 'x'.repeat(83));
    await until('steps', /xxxx/);
    expect(group().open).toBe(true);
    expect(group().querySelector('[data-on]')).not.toBeNull();
  });

  it('sets everything right, also what an older suite needs', async () => {
    const { choose, find, until, type } = mount();
    type('suite', '0378');
    await until('verdict', /Stops at: Policy/);
    choose('[name="asked"]', 'alias');
    find('[data-mend]').click();
    await until('verdict', /Opened/);
    expect(find<HTMLSelectElement>('[name="commitment"]').value).toBe('REQUIRE_ENCRYPT_ALLOW_DECRYPT');
    expect(find<HTMLSelectElement>('[name="asked"]').value).toBe('right');
  });

  it('starts over', async () => {
    const { type, find, until } = mount();
    type('plaintext', 'something else');
    await until('steps', /something else/);
    find('[data-again]').click();
    await until('steps', /Envelope encryption: a data key/);
    expect(find<HTMLTextAreaElement>('[name="plaintext"]').value).toMatch(/^Envelope encryption/);
  });

  it('lets a learner explain a fault: what is seen, a guess, why', async () => {
    const { choose, find, out, submit, until, status } = mount();
    const scenario = SCENARIOS.find(({ id }) => id === 'writer');
    choose('[data-begin]', 'writer');
    await until('quest', /What is wrong\?/);
    expect(textOf(out('quest'))).toContain('"errorCode": "AccessDenied"');
    expect(find('[data-reading]').hidden, 'where it stops would tell').toBe(true);
    await vi.waitFor(() => expect(status()).toBe('The message does not open. What is wrong?'), { timeout: 3000 });
    submit('guess');
    expect(textOf(find('[data-guess-error]'))).toBe('Choose an answer.');
    const pick = async (right: boolean): Promise<void> => {
      const at = scenario?.guesses.findIndex((guess) => (guess.right ?? false) === right);
      find<HTMLInputElement>(`[data-form="guess"] input[value="${at}"]`).click();
      submit('guess');
      await until('told', right ? /^Right\./ : /^Not this:/);
    };
    await pick(false);
    expect(find('[data-reading]').hidden).toBe(true);
    await pick(true);
    expect(find('[data-reading]').hidden).toBe(false);
    expect(status()).toMatch(/^Right\./);
    expect(textOf(out('verdict'))).toMatch(/^Stops at: kms:Decrypt/);
    find('[data-next]').click();
    await until('quest', new RegExp(SCENARIOS[3]?.title ?? ''));
    find('[data-reveal]').click();
    await until('told', /^Right\./);
    choose('[data-begin]', '');
    await until('verdict', /^Opened/);
    expect(out('quest').hidden).toBe(true);
    expect(find('[data-reading]').hidden).toBe(false);
  });

  it('follows the amounts, and counts real calls when asked', async () => {
    const { type, until, submit, out } = mount();
    type('maxMessages', '50');
    await until('cost', /50 ?maxMessages ends it/);
    submit('cache');
    await until(
      'measured',
      /Without a cache KMS was called 200 \+ 200 times .* with it 4 \+ 4 times\. The formula says 4 \+ 4: the same\./,
    );
    type('maxMessages', '25');
    expect(textOf(out('measured')), 'that was for other amounts').toBe('');
  });

  it('does not count with an amount that is none', async () => {
    const { type, find, submit, out } = mount();
    type('size', '0');
    await vi.waitFor(() => expect(find('[name="size"]').getAttribute('aria-invalid')).toBe('true'));
    expect(textOf(find('#envelope-size-error'))).toMatch(/^Expected a whole number/);
    const before = out('cost').innerHTML;
    submit('cache');
    expect(out('cost').innerHTML).toBe(before);
    expect(textOf(out('measured'))).toBe('');
  });

  it('keeps what was typed before the script came', async () => {
    const early = envelopeLabHtml().replace(/(<textarea[^>]*name="plaintext"[^>]*>)[^<]*/, '$1typed early');
    const { until } = mount(early);
    await until('steps', /typed early/);
  });

  it('stays with the worked example where there is no WebCrypto, and says why', () => {
    vi.stubGlobal('crypto', {});
    const { lab, find, out } = mount();
    vi.unstubAllGlobals();
    expect(lab.hasAttribute('data-ready')).toBe(false);
    expect(lab.hasAttribute('data-unsupported')).toBe(true);
    expect(textOf(find('[data-why]'))).toContain('needs https');
    expect(textOf(out('verdict'))).toMatch(/^Opened/);
  });

  it('waits in its short form until it is opened', async () => {
    const { lab, find, type, until } = mount(envelopeLabCompactHtml({ page: '/labs/envelope/', id: 'note' }));
    expect(lab.querySelector('form')).toBeNull();
    await lab.open();
    expect(lab.hasAttribute('compact')).toBe(false);
    expect(document.activeElement).toBe(find('[name="plaintext"]'));
    expect(find('#note-bytes').tagName).toBe('H4');
    type('plaintext', 'in a note');
    await until('verdict', /Opened ?in a note/);
  });
});
