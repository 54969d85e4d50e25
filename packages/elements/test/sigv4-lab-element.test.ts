// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineSigV4Lab, type NotebankSigV4Lab, sigv4LabCompactHtml, sigv4LabHtml } from '../src/labs/sigv4/index.ts';
import { textOf } from './page.ts';

const SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';

/** The lab in the document of happy-dom, upgraded, operated as a learner does. */
function mount(html = sigv4LabHtml()) {
  document.body.innerHTML = html;
  defineSigV4Lab();
  const lab = document.querySelector('notebank-sigv4-lab') as NotebankSigV4Lab;
  // happy-dom connects an element before its children are there.
  if (!lab.hasAttribute('compact')) lab.enhance();
  const find = <Found extends HTMLElement = HTMLElement>(selector: string): Found => {
    const found = lab.querySelector<Found>(selector);
    if (found === null) throw new Error(`nothing matches ${selector}`);
    return found;
  };
  const send = (target: HTMLElement, type: string): boolean =>
    target.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
  return {
    lab,
    find,
    /** Types into a field, a character at a time when `letters` is set, and leaves it. */
    type: (name: string, value: string, leave = true): void => {
      const control = find<HTMLInputElement>(`form [name="${name}"]`);
      control.value = value;
      send(control, 'input');
      if (leave) send(control, 'change');
    },
    value: (name: string): string => find<HTMLInputElement>(`form [name="${name}"]`).value,
    begin: async (id: string): Promise<void> => {
      const select = find<HTMLSelectElement>('[data-begin]');
      select.value = id;
      send(select, 'change');
      await vi.waitFor(() => {
        if (select.value === id && !lab.querySelector('[data-send]')?.hasAttribute('hidden')) {
          expect(textOf(find('[data-sent]'))).not.toBe('');
        }
      });
    },
    submit: async (): Promise<void> => {
      find('[data-sent]').replaceChildren();
      send(find('form.nb-lab-editor'), 'submit');
      await vi.waitFor(() => expect(textOf(find('[data-sent]'))).not.toBe(''));
    },
    out: (name: string): HTMLElement => find(`[data-out="${name}"]`),
    output: (label: string): string => find(`[data-value="${label}"]`).textContent ?? '',
    state: (step: string): string => textOf(find(`[data-out="${step}"] .nb-lab-state`)),
  };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

describe('<notebank-sigv4-lab>', () => {
  it('begins with the worked example, and marks nothing', () => {
    const { output, lab } = mount();
    expect(output('Signature')).toBe(SIGNATURE);
    expect(lab.querySelectorAll('ins, del, [data-changed]')).toHaveLength(0);
  });

  it('follows every keystroke and marks what one byte changes', () => {
    const { type, output, find, state } = mount();
    type('url', 'https://examplebucket.s3.amazonaws.com/text.txt');
    const uri = find('[data-value="CanonicalUri"]');
    expect(textOf(uri.querySelector('del') as Node)).toBe('removed: s');
    expect(textOf(uri.querySelector('ins') as Node)).toBe('new: x');
    expect(output('Signature')).not.toBe(SIGNATURE);
    expect(state('canonical-request')).toBe('Changed: CanonicalUri');
    expect(state('keys')).toBe('Same: same secret, day, Region and service');
    expect(state('scope')).toBe('Same: same day, Region and service');
    expect(textOf(find('.nb-lab-summary'))).toMatch(/^Changed: the canonical request, its hash/);
  });

  it('compares with the state before a field was edited, as long as it is the same field', () => {
    const { type, find, lab } = mount();
    type('region', 'eu-west-', false);
    type('region', 'eu-west-1', false);
    expect([...find('[data-value="Scope"]').querySelectorAll('ins')].map(textOf)).toEqual(['new: eu', 'new: we']);
    type('region', 'us-east-1', false);
    expect(lab.querySelectorAll('ins, del')).toHaveLength(0);
    type('region', 'eu-west-1');
    type('region', 'eu-west-2');
    expect(textOf(find('[data-value="Scope"] ins'))).toBe('new: 2');
  });

  it('says what changed once nobody types any more, and not twice', () => {
    const { type, find } = mount();
    const status = find('[data-status]');
    const spoken: string[] = [];
    const watch = new MutationObserver(() => spoken.push(status.textContent ?? ''));
    watch.observe(status, { childList: true, characterData: true, subtree: true });
    for (const end of ['a', 'ab', 'abc']) type('url', `https://examplebucket.s3.amazonaws.com/${end}`, false);
    expect(status.textContent).toBe('');
    vi.advanceTimersByTime(2000);
    expect(status.textContent).toMatch(/^Changed: /);
    const first = status.firstChild;
    type('url', 'https://examplebucket.s3.amazonaws.com/abcd', false);
    vi.advanceTimersByTime(2000);
    expect(status.firstChild).toBe(first);
    watch.disconnect();
  });

  it('ties an error to its field, keeps the last steps and says that they are old', () => {
    const { type, find, output } = mount();
    type('moment', 'yesterday');
    const control = find('form [name="moment"]');
    expect(control.getAttribute('aria-invalid')).toBe('true');
    const described = (control.getAttribute('aria-describedby') ?? '').split(' ').map((id) => find(`#${id}`));
    expect(described.map(textOf).join(' ')).toContain('invalid');
    expect(output('Signature')).toBe(SIGNATURE);
    expect(find('[data-outdated]').hidden).toBe(false);
    type('moment', '20130524T000000Z');
    expect(control.hasAttribute('aria-invalid')).toBe(false);
    expect(find('[data-outdated]').hidden).toBe(true);
  });

  it('asks for the life of a URL only where there is one', () => {
    const { type, find, output } = mount();
    expect(find('[data-field="expires"]').hidden).toBe(true);
    type('headers', '');
    type('carrier', 'query');
    expect(find('[data-field="expires"]').hidden).toBe(false);
    expect(textOf(find('[data-out="result-title"]'))).toBe('Presigned URL');
    expect(output('URL')).toContain('X-Amz-Signature=');
  });

  it('takes no other keys unless asked, does not show what is made of them, and forgets them', () => {
    const { type, find, output, value, lab } = mount();
    const own = find<HTMLInputElement>('[data-own]');
    expect(find('[data-own-fields]').hidden).toBe(true);
    own.click();
    expect(find('[data-own-fields]').hidden).toBe(false);
    expect(textOf(find('[data-own-fields]'))).toContain('stores them nowhere and sends them nowhere');
    type('accessKeyId', 'AKIAOTHER');
    type('secretAccessKey', 'hush-hush');
    type('sessionToken', 'quiet');
    expect(output('kSigning')).toContain('[redacted]');
    expect(find('[data-out="result"]').textContent).toContain('AKIAOTHER');
    expect(lab.innerHTML).not.toContain('hush-hush');
    own.click();
    expect(value('secretAccessKey') + value('accessKeyId') + value('sessionToken')).toBe('');
    expect(output('Signature')).toBe(SIGNATURE);
    own.click();
    type('secretAccessKey', 'hush-hush');
    lab.remove();
    expect(lab.querySelector<HTMLInputElement>('[name="secretAccessKey"]')?.value).toBe('');
  });

  it('has password fields for secrets, and no field is kept by the browser', () => {
    const { lab } = mount();
    for (const name of ['secretAccessKey', 'sessionToken']) {
      expect(lab.querySelector(`[name="${name}"]`)?.getAttribute('type')).toBe('password');
    }
    for (const control of lab.querySelectorAll('input:not([type=checkbox]), textarea')) {
      expect(control.getAttribute('autocomplete')).toBe('off');
    }
  });

  it('keeps what was typed before the script came', () => {
    const early = sigv4LabHtml().replace('type="text" value="us-east-1"', 'type="text" value="eu-west-1"');
    const { value, output } = mount(early);
    expect(value('region')).toBe('eu-west-1');
    expect(output('Scope')).toBe('20130524/eu-west-1/s3/aws4_request');
  });

  it('starts over', async () => {
    const { type, find, output, begin } = mount();
    type('method', 'PUT');
    find('[data-again]').click();
    expect(output('Signature')).toBe(SIGNATURE);
    await begin('s3-url');
    expect(output('Signature')).toBe('aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
  });

  it('signs for now', () => {
    const { find, value } = mount();
    find('[data-now]').click();
    expect(value('moment')).toMatch(/^\d{8}T\d{6}Z$/);
    const { childNodes } = find('[data-value="Moment"]');
    const kept = [...childNodes].filter(({ nodeName }) => nodeName !== 'DEL').map((node) => node.textContent);
    expect(kept.join('').replace(/ new: | /g, '')).toBe(value('moment'));
    expect(value('moment')).not.toBe('20130524T000000Z');
  });

  it('copies what is sent and the command', async () => {
    const { find } = mount();
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    find('[data-copy="result"]').click();
    find('[data-copy="curl"]').click();
    await vi.waitFor(() => expect(write).toHaveBeenCalledTimes(2));
    expect(write.mock.calls[0]?.[0]).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\//);
    expect(write.mock.calls[1]?.[0]).toMatch(/^curl /);
    write.mockRestore();
  });

  it('lets a learner repair a signature: answer, hint, diagnosis, accepted', async () => {
    const { begin, out, find, type, submit } = mount();
    await begin('moved');
    const repair = out('repair');
    expect(repair.hidden).toBe(false);
    expect(repair.textContent).toContain("the region 'us-east-1' is wrong; expecting 'eu-central-1'");
    const summaries = [...repair.querySelectorAll('summary')].map(textOf);
    expect(summaries).toEqual(['Hint', 'Diagnose']);
    expect(repair.querySelector('details details')?.textContent).toContain('wrong region');
    expect(find('[data-stale]').hidden).toBe(true);
    type('region', 'eu-central-1');
    expect(find('[data-stale]').hidden).toBe(false);
    await submit();
    expect(textOf(find('[data-sent]'))).toBe('200: accepted. What it was');
    expect(repair.querySelector('[data-accepted]')?.textContent).toContain('Region is part of the scope');
    find('[data-next]').click();
    await vi.waitFor(() => expect(textOf(find('[data-sent]'))).toMatch(/refused/));
    expect(find<HTMLSelectElement>('[data-begin]').value).toBe('tidy');
  });

  it('does not send what could not be signed', async () => {
    const { begin, type, submit, find } = mount();
    await begin('moved');
    type('region', '');
    await submit();
    expect(textOf(find('[data-sent]'))).toBe('Not sent: mend the marked field first.');
  });

  it('lines up both canonical requests', async () => {
    const { begin, out } = mount();
    await begin('spaces');
    const rows = [...out('repair').querySelectorAll('tbody tr[data-changed]')].map(textOf);
    expect(rows).toEqual(['CanonicalUridiffers/reports/may%2520sales.csv/reports/may%20sales.csv']);
  });

  it('leaves the repair when another example is chosen', async () => {
    const { begin, out, find } = mount();
    await begin('moved');
    await begin('s3-get');
    expect(out('repair').hidden).toBe(true);
    expect(find('[data-send]').hidden).toBe(true);
  });

  it('waits in its short form until it is opened', () => {
    const { lab, find, output } = mount(sigv4LabCompactHtml({ page: '/labs/sigv4/', id: 'note' }));
    expect(lab.querySelector('form')).toBeNull();
    lab.open();
    expect(lab.hasAttribute('compact')).toBe(false);
    expect(document.activeElement).toBe(find('[data-begin]'));
    expect(output('Signature')).toBe(SIGNATURE);
    expect(find('.nb-lab-steps h4')).not.toBeNull();
    expect(find('#note-step-keys')).not.toBeNull();
  });
});
