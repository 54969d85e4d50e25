import { all, element } from '../../dom.ts';
import { type Changes, changesBetween } from './changes.ts';
import { EXAMPLES, WORKED_EXAMPLE } from './examples.ts';
import { contentHtml } from './lab-html.ts';
import { BLANK, type LabRequest } from './lab-request.ts';
import type { Round } from './round.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { type NotSigned, type Signed, signLabRequest } from './sign.ts';
import { outputsOf } from './steps-html.ts';

// Servers import this file too, and have no HTMLElement.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/** So long nobody types before the lab says what changed. */
const PAUSE_MS = 1200;
const OWN: readonly (keyof LabRequest)[] = ['accessKeyId', 'secretAccessKey', 'sessionToken'];

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/**
 * `<notebank-sigv4-lab>`: a request that is signed while it is edited. Brings the HTML of `sigv4LabHtml` to life, in
 * light DOM. With the attribute `compact` it waits for {@link NotebankSigV4Lab.open}.
 *
 * Nothing that is typed is stored or sent.
 */
export class NotebankSigV4Lab extends Base {
  #signed: Signed | undefined;
  /** What the request is compared with: its state before the field was edited. */
  #before: Signed | undefined;
  #editing: string | undefined;
  #scenario: Scenario | undefined;
  #round: Round | undefined;
  /** HTML of each output as it stands in the page. */
  readonly #shown = new Map<string, string>();
  #said = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    // While the document is parsed, the children are not there yet.
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', () => this.connectedCallback());
    else if (!this.hasAttribute('compact')) this.enhance();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    if (this.#form !== null) this.#useOwnKeys(false);
  }

  /** Puts the whole lab where its short form stands, and the focus on it. */
  open(): void {
    if (!this.hasAttribute('compact')) return;
    this.removeAttribute('compact');
    const title = this.querySelector('.nb-lab-title') ?? '';
    this.innerHTML = contentHtml(this.#prefix, Number(this.dataset.level)).text;
    this.prepend(title);
    this.enhance();
    this.querySelector<HTMLElement>('[data-begin]')?.focus();
  }

  /** Enhances the HTML inside. Called by itself; call it after putting server HTML in later. */
  enhance(): void {
    const form = this.#form;
    if (form === null || 'ready' in this.dataset) return;
    this.dataset.ready = '';
    form.addEventListener('input', ({ target }) => this.#edit(target as Control));
    // The next edit is another one: it is compared with what stands there now.
    form.addEventListener('change', () => {
      this.#editing = undefined;
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#send();
    });
    const begin = this.#find<HTMLSelectElement>('[data-begin]');
    begin.addEventListener('change', () => void this.#begin());
    this.addEventListener('click', ({ target }) => this.#press(target as Element));
    this.#addCopyButtons();
    // What was typed while the script was on its way stays.
    if (begin.value === WORKED_EXAMPLE.id) this.#update();
    else void this.#begin();
  }

  get #prefix(): string {
    return this.dataset.prefix ?? 'sigv4';
  }

  get #form(): HTMLFormElement | null {
    return this.querySelector('form.nb-lab-editor');
  }

  #find<Found extends Element = HTMLElement>(selector: string): Found {
    const found = this.querySelector<Found>(selector);
    if (found === null) throw new Error(`notebank-sigv4-lab: expected ${selector} inside, found none`);
    return found;
  }

  #control(name: string): Control | null {
    return this.querySelector<Control>(`form.nb-lab-editor [name="${name}"]`);
  }

  /** What stands in the form. */
  get #request(): LabRequest {
    const names = Object.keys(BLANK);
    const read = Object.fromEntries(names.map((name) => [name, this.#control(name)?.value ?? '']));
    const own = this.#find<HTMLInputElement>('[data-own]').checked;
    return { ...BLANK, ...read, ...(own ? { keys: 'own' } : {}) };
  }

  /** Begins with the example or scenario that is chosen. */
  async #begin(): Promise<void> {
    const { value } = this.#find<HTMLSelectElement>('[data-begin]');
    this.#scenario = SCENARIOS.find(({ id }) => id === value);
    this.#round = undefined;
    this.#before = undefined;
    this.#editing = undefined;
    const example = this.#scenario ?? EXAMPLES.find(({ id }) => id === value) ?? WORKED_EXAMPLE;
    this.#useOwnKeys(false);
    for (const [name, text] of Object.entries(example.request)) {
      const control = this.#control(name);
      if (control !== null) control.value = text;
    }
    this.#find('[data-send]').hidden = this.#scenario === undefined;
    this.#find('[data-sent]').replaceChildren();
    this.#update();
    await this.#showRepair();
    if (this.#scenario !== undefined) await this.#send();
  }

  #edit({ name }: Control): void {
    if (!(name in BLANK)) return;
    if (name !== this.#editing) this.#before = this.#signed;
    this.#editing = name;
    for (const found of all(this, '[data-stale]')) found.hidden = false;
    this.#update();
  }

  /** Signs again and shows what became of it. */
  #update(): void {
    const request = this.#request;
    const result = signLabRequest(request, this.#scenario?.misread);
    this.#find('[data-field="expires"]').hidden = request.carrier !== 'query';
    this.#showError(result.ok ? undefined : result);
    if (!result.ok) return;
    this.#signed = result;
    const before = this.#before;
    const changes = before && !isSame(before.request, request) ? changesBetween(before, result) : undefined;
    const compared = changes === undefined ? { now: result } : { now: result, before, changes };
    for (const [name, content] of outputsOf(compared, this.#prefix)) this.#put(name, content.text);
    this.#say(changes);
  }

  #put(name: string, content: string): void {
    // What did not change keeps its selection and its place when scrolled.
    if (this.#shown.get(name) === content) return;
    this.#shown.set(name, content);
    this.#find(`[data-out="${name}"]`).innerHTML = content;
  }

  #showError(error: NotSigned | undefined): void {
    for (const control of all<Control>(this, 'form.nb-lab-editor [aria-invalid]'))
      control.removeAttribute('aria-invalid');
    for (const place of all(this, '.nb-lab-error')) place.replaceChildren();
    const outdated = this.#find('[data-outdated]');
    outdated.hidden = error === undefined;
    this.toggleAttribute('data-refused', error !== undefined);
    if (error === undefined) return;
    this.#control(error.field)?.setAttribute('aria-invalid', 'true');
    const place = this.querySelector(`#${this.#prefix}-${error.field}-error`);
    place?.replaceChildren(error.message);
    outdated.textContent = `Not signed. ${error.message}. Below are the steps of the last request that could be signed.`;
    this.#later(`Not signed. ${error.message}`);
  }

  #say(changes: Changes | undefined): void {
    if (changes === undefined) clearTimeout(this.#timer);
    else this.#later(changes.summary);
  }

  /** Tells once nobody types any more, and not twice. */
  #later(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (text === this.#said) return;
      this.#said = text;
      this.#find('[data-status]').textContent = text;
    }, PAUSE_MS);
  }

  #press(target: Element): void {
    const button = target.closest<HTMLElement>('button, input[type="checkbox"]');
    if (button === null) return;
    const { dataset } = button;
    if ('again' in dataset) void this.#begin();
    else if ('now' in dataset) this.#setMoment();
    else if ('next' in dataset) this.#nextScenario();
    else if ('copy' in dataset) void this.#copy(button);
    else if ('own' in dataset) {
      this.#before = undefined;
      this.#useOwnKeys((button as HTMLInputElement).checked);
      this.#update();
    }
  }

  #setMoment(): void {
    const control = this.#control('moment');
    if (control === null) return;
    control.value = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    this.#editing = undefined;
    this.#edit(control);
    this.#editing = undefined;
  }

  #nextScenario(): void {
    const select = this.#find<HTMLSelectElement>('[data-begin]');
    const at = SCENARIOS.findIndex(({ id }) => id === select.value);
    select.value = (SCENARIOS[(at + 1) % SCENARIOS.length] ?? WORKED_EXAMPLE).id;
    select.focus();
    void this.#begin();
  }

  /** Shows the fields for other keys, or hides and empties them. */
  #useOwnKeys(own: boolean): void {
    this.#find<HTMLInputElement>('[data-own]').checked = own;
    this.#find('[data-own-fields]').hidden = !own;
    const keys = this.#control('keys');
    if (keys !== null) keys.disabled = own;
    if (own) return;
    for (const name of OWN) {
      const control = this.#control(name);
      if (control !== null) control.value = '';
    }
  }

  #addCopyButtons(): void {
    const place = this.#find('[data-copies]');
    const button = (what: string, text: string): HTMLElement =>
      element('button', { type: 'button', 'data-copy': what }, text);
    place.replaceChildren(button('result', 'Copy it'), button('curl', 'Copy the curl command'));
  }

  async #copy(button: HTMLElement): Promise<void> {
    const what = button.dataset.copy === 'curl' ? 'curl' : 'result';
    await navigator.clipboard.writeText(this.#signed?.[what] ?? '');
    this.#find('[data-status]').textContent = 'Copied.';
  }

  /** Sends the request to the service of the scenario. */
  async #send(): Promise<void> {
    const scenario = this.#scenario;
    const signed = this.#signed;
    if (scenario === undefined || signed === undefined) return;
    if ('refused' in this.dataset) {
      this.#find('[data-sent]').textContent = 'Not sent: mend the marked field first.';
      return;
    }
    const { send } = await import('./repair.ts');
    const round = await send(scenario, signed);
    // Meanwhile another scenario may have been chosen.
    if (this.#scenario !== scenario) return;
    this.#round = round;
    await this.#showRepair();
    const { status, accepted } = round.answer;
    const link = element('a', { href: `#${this.#prefix}-repair` }, accepted ? 'What it was' : 'Read the answer');
    this.#find('[data-sent]').replaceChildren(`${status}: ${accepted ? 'accepted' : 'refused'}. `, link);
  }

  async #showRepair(): Promise<void> {
    const place = this.#find('[data-out="repair"]');
    const scenario = this.#scenario;
    place.hidden = scenario === undefined;
    if (scenario === undefined) return;
    const { repairHtml } = await import('./repair.ts');
    if (this.#scenario !== scenario) return;
    place.innerHTML = repairHtml(scenario, this.#round, this.#prefix, Number(this.dataset.level)).text;
  }
}

function isSame(a: LabRequest, b: LabRequest): boolean {
  return (Object.keys(BLANK) as (keyof LabRequest)[]).every((name) => a[name] === b[name]);
}
