import { all, element } from '../../dom.ts';
import type { Built } from './built.ts';
import { type CacheForm, cacheError, FIRST_CACHE } from './cost.ts';
import { FIRST_FORM, FormError, suiteOf } from './lab-form.ts';
import type { Guess, Scenario } from './scenarios.ts';
import { ALL_WELL, type Settings } from './settings.ts';

// Servers import this file too, and have no HTMLElement.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/** So long nobody types before the message is built anew. */
const BUILD_PAUSE_MS = 150;
/** So long nobody types before the lab says what became of it. */
const SPEECH_PAUSE_MS = 1200;

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
type FormName = 'build' | 'settings' | 'cache';

const loadEngine = () => import('./engine.ts');

/**
 * `<notebank-envelope-lab>`: a message that is built while it is edited, and taken apart. Brings the HTML of
 * `envelopeLabHtml` to life, in light DOM. With the attribute `compact` it waits for {@link NotebankEnvelopeLab.open}.
 *
 * Nothing that is typed is stored or sent: the KMS runs in the page.
 */
export class NotebankEnvelopeLab extends Base {
  /** The message in the page. `undefined`: still the one that the server printed. */
  #built: Built | undefined;
  #scenario: Scenario | undefined;
  /** The field that is chosen, by its place in the message. */
  #chosen: number | undefined;
  /** HTML of each output as it stands in the page. */
  readonly #shown = new Map<string, string>();
  /** Counts what was asked for: an answer to an older question is not shown. */
  #turn = 0;
  #said = '';
  #buildTimer: ReturnType<typeof setTimeout> | undefined;
  #speechTimer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    // While the document is parsed, the children are not there yet.
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', () => this.connectedCallback());
    else if (!this.hasAttribute('compact')) this.enhance();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#buildTimer);
    clearTimeout(this.#speechTimer);
    this.#turn++;
  }

  /** Puts the whole lab where its short form stands, and the focus on it. Resolves when it is there. */
  async open(): Promise<void> {
    if (!this.hasAttribute('compact')) return;
    const { contentHtml } = await loadEngine();
    this.removeAttribute('compact');
    const title = this.querySelector('.nb-lab-title') ?? '';
    this.innerHTML = contentHtml(this.#prefix, this.#level).text;
    this.prepend(title);
    this.enhance();
    this.querySelector<HTMLElement>('[name="plaintext"]')?.focus();
  }

  /** Enhances the HTML inside. Called by itself; call it after putting server HTML in later. */
  enhance(): void {
    if (this.querySelector('form') === null || 'ready' in this.dataset) return;
    if (globalThis.crypto?.subtle === undefined) this.#stayStill();
    else this.#comeAlive();
  }

  /** Without WebCrypto the worked example stays, and the page says why. */
  #stayStill(): void {
    this.dataset.unsupported = '';
    const place = this.#find('[data-why]');
    place.hidden = false;
    place.textContent =
      'This browser offers no cryptography here: a page needs https, or localhost, for it. Below is one message with everything that was computed for it.';
  }

  #comeAlive(): void {
    this.dataset.ready = '';
    // What a reader touches will be needed.
    for (const type of ['focusin', 'pointerdown']) this.addEventListener(type, () => void loadEngine(), { once: true });
    this.addEventListener('input', ({ target }) => this.#edit(target as Control));
    this.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit(event.target as HTMLFormElement);
    });
    this.addEventListener('click', ({ target }) => this.#press(target as Element));
    this.#addChoosers();
    // What was typed while the script was on its way stays.
    if (this.#find<HTMLSelectElement>('[data-begin]').value !== '') void this.#begin();
    else if (!isSame(this.#read(FIRST_FORM, 'build'), FIRST_FORM)) void this.#build();
    else if (!isSame(this.#read(ALL_WELL, 'settings'), ALL_WELL)) void this.#readMessage();
  }

  /** The server prints names; here they are buttons. */
  #addChoosers(): void {
    for (const name of all(this, '.nb-env-fields dt > span')) {
      const at = name.closest<HTMLElement>('[data-f]')?.dataset.f ?? '';
      const attributes = { type: 'button', 'data-choose': at, 'aria-pressed': 'false' };
      name.replaceWith(element('button', attributes, name.textContent ?? ''));
    }
  }

  get #prefix(): string {
    return this.dataset.prefix ?? 'envelope';
  }

  get #level(): number {
    return Number(this.dataset.level ?? 2);
  }

  #find<Found extends Element = HTMLElement>(selector: string): Found {
    const found = this.querySelector<Found>(selector);
    if (found === null) throw new Error(`notebank-envelope-lab: expected ${selector} inside, found none`);
    return found;
  }

  #control(form: FormName, name: string): Control | null {
    return this.querySelector<Control>(`[data-form="${form}"] [name="${name}"]`);
  }

  /** What stands in a form, by the names of a model. */
  #read<Form extends object>(model: Form, form: FormName): Form {
    const pairs = Object.entries(model).map(([name, value]) => [name, this.#control(form, name)?.value ?? value]);
    return Object.fromEntries(pairs) as Form;
  }

  #write(values: object, form: FormName): void {
    for (const [name, value] of Object.entries(values)) {
      const control = this.#control(form, name);
      if (control !== null) control.value = String(value);
    }
  }

  #edit(control: Control): void {
    const form = control.closest<HTMLElement>('[data-form]')?.dataset.form;
    if (form === 'build') this.#buildSoon();
    else if (form === 'settings') void this.#readMessage();
    else if (form === 'cache') void this.#estimate();
    else if (form === 'guess') this.#find('[data-guess-error]').replaceChildren();
    else if ('begin' in control.dataset) void this.#begin();
  }

  #submit({ dataset: { form } }: HTMLFormElement): void {
    if (form === 'guess') void this.#guess();
    else if (form === 'cache') void this.#measure();
  }

  #press(target: Element): void {
    const run = target.closest<HTMLElement>('.nb-env-dump [data-f]');
    const { dataset = {} } = target.closest('button') ?? {};
    if (run !== null) this.#choose(Number(run.dataset.f), 'dump');
    else if ('choose' in dataset) this.#choose(Number(dataset.choose), 'fields');
    else if ('again' in dataset) this.#startOver();
    else if ('mend' in dataset) this.#mend();
    else if ('reveal' in dataset) void this.#reveal();
    else if ('next' in dataset) void this.#nextScenario();
  }

  #buildSoon(): void {
    clearTimeout(this.#buildTimer);
    // The answer to what stood there before must not come any more.
    this.#turn++;
    this.#put('suite-hint', suiteOf(this.#read(FIRST_FORM, 'build')).hint);
    this.#buildTimer = setTimeout(() => void this.#build(), BUILD_PAUSE_MS);
  }

  /** Builds the message that the form asks for, and reads it. */
  async #build(): Promise<void> {
    clearTimeout(this.#buildTimer);
    const turn = ++this.#turn;
    const { buildMessage, builtOutputs } = await loadEngine();
    const built = await buildMessage(this.#read(FIRST_FORM, 'build')).catch((error: unknown) => {
      if (error instanceof FormError) return error;
      throw error;
    });
    if (turn !== this.#turn) return;
    this.#showError(built instanceof FormError ? built : undefined);
    if (built instanceof FormError) return;
    this.#built = built;
    this.#showMessage(builtOutputs(built, { id: this.#prefix, level: this.#level, live: true }));
    await this.#readMessage();
  }

  #showMessage(outputs: Outputs): void {
    const groups = (): HTMLDetailsElement[] => [...all<HTMLDetailsElement>(this, '.nb-env-fields details')];
    const open = new Map(groups().map((group) => [titleOf(group), group.open]));
    this.#putAll(outputs);
    // Groups that a reader opened stay open.
    for (const group of groups()) group.open = open.get(titleOf(group)) ?? group.open;
    this.#mark(this.#chosen);
  }

  /** Reads the message with what is set. */
  async #readMessage(): Promise<void> {
    const turn = ++this.#turn;
    const { attempt, outcomeOutputs, questHtml, spokenOutcome, workedExample } = await loadEngine();
    this.#built ??= workedExample();
    const built = this.#built;
    const outcome = await attempt(built, this.#read(ALL_WELL, 'settings') as Settings);
    if (turn !== this.#turn) return;
    this.#putAll(outcomeOutputs(built, outcome, { id: this.#prefix, level: this.#level, live: true }));
    const quest = this.#find('[data-out="quest"]');
    if (this.#scenario !== undefined && quest.hidden) {
      quest.innerHTML = questHtml(this.#scenario, outcome, this.#prefix, this.#level + 1).text;
      quest.hidden = false;
    }
    // Where it stops would tell what is wrong.
    const isGuessing = this.#find('[data-reading]').hidden;
    this.#later(isGuessing ? 'The message does not open. What is wrong?' : spokenOutcome(outcome));
  }

  #putAll(outputs: Outputs): void {
    for (const [name, { text }] of outputs) this.#put(name, text);
  }

  #put(name: string, content: string): void {
    // What did not change keeps its selection and its place when scrolled.
    if (this.#shown.get(name) === content) return;
    this.#shown.set(name, content);
    this.#find(`[data-out="${name}"]`).innerHTML = content;
  }

  #showError(error: FormError | undefined): void {
    this.#clearErrors('build');
    const outdated = this.#find('[data-outdated]');
    outdated.hidden = error === undefined;
    if (error === undefined) return;
    this.#fieldError('build', error.field, error.message);
    outdated.textContent = `Not built. ${error.message}. Below is the last message that could be built.`;
    this.#later(`Not built. ${error.message}`);
  }

  #clearErrors(form: FormName): void {
    for (const control of all(this, `[data-form="${form}"] [aria-invalid]`)) control.removeAttribute('aria-invalid');
    for (const place of all(this, `[data-form="${form}"] .nb-lab-error`)) place.replaceChildren();
  }

  #fieldError(form: FormName, name: string, message: string): void {
    this.#control(form, name)?.setAttribute('aria-invalid', 'true');
    this.querySelector(`#${this.#prefix}-${name}-error`)?.replaceChildren(message);
  }

  /** Chooses a field, in both places; its button pressed again lets go of it. */
  #choose(at: number, from: 'dump' | 'fields'): void {
    this.#chosen = this.#chosen === at && from === 'fields' ? undefined : at;
    this.#mark(this.#chosen);
    if (this.#chosen === undefined) return;
    const row = this.#find(`.nb-env-fields [data-f="${at}"]`);
    const group = row.closest('details');
    if (group !== null) group.open = true;
    if (from === 'dump') row.scrollIntoView({ block: 'nearest' });
    else this.#scrollDump(at);
    this.#say(`${row.querySelector('button')?.textContent}: ${row.querySelector('small')?.textContent}`);
  }

  #mark(chosen: number | undefined): void {
    for (const marked of all(this, '[data-f][data-on]')) marked.removeAttribute('data-on');
    for (const button of all(this, '[data-choose]')) {
      button.setAttribute('aria-pressed', String(Number(button.dataset.choose) === chosen));
    }
    if (chosen === undefined) return;
    for (const part of all(this, `[data-f="${chosen}"]`)) part.setAttribute('data-on', '');
  }

  /** Scrolls the dump, and not the page, to a field. */
  #scrollDump(at: number): void {
    const dump = this.#find('.nb-env-dump');
    const row = dump.querySelector(`[data-f="${at}"]`)?.closest('li');
    if (row) dump.scrollTop = row.offsetTop - dump.clientHeight / 3;
  }

  #startOver(): void {
    this.#write(FIRST_FORM, 'build');
    this.#chosen = undefined;
    void this.#build();
  }

  /** Nothing is wrong any more; what an older suite needs is part of that. */
  #mend(): void {
    const commits = this.#built?.header.algorithmSuite.committing ?? true;
    this.#write({ ...ALL_WELL, ...(commits ? {} : { commitment: 'REQUIRE_ENCRYPT_ALLOW_DECRYPT' }) }, 'settings');
    void this.#readMessage();
  }

  /** Begins with the fault that is chosen, or with a free hand. */
  async #begin(): Promise<void> {
    const { value } = this.#find<HTMLSelectElement>('[data-begin]');
    const { SCENARIOS } = await loadEngine();
    const scenario = SCENARIOS.find(({ id }) => id === value);
    this.#scenario = scenario;
    this.#find('[data-out="quest"]').hidden = true;
    this.#find('[data-reading]').hidden = scenario !== undefined;
    this.#write(scenario?.form ?? FIRST_FORM, 'build');
    this.#write(scenario?.settings ?? ALL_WELL, 'settings');
    await this.#build();
  }

  async #guess(): Promise<void> {
    const chosen = this.querySelector<HTMLInputElement>('[data-form="guess"] input:checked')?.value;
    const guess = this.#scenario?.guesses[Number(chosen ?? -1)];
    if (guess !== undefined) await this.#tell(guess);
    else this.#find('[data-guess-error]').textContent = 'Choose an answer.';
  }

  async #reveal(): Promise<void> {
    const guess = this.#scenario?.guesses.find(({ right }) => right);
    if (guess !== undefined) await this.#tell(guess);
  }

  async #tell(guess: Guess): Promise<void> {
    const { toldHtml } = await loadEngine();
    this.#find('[data-out="told"]').innerHTML = toldHtml(guess).text;
    if (guess.right) this.#find('[data-reading]').hidden = false;
    this.#say(`${guess.right ? 'Right.' : 'Not this.'} ${guess.why}`);
  }

  async #nextScenario(): Promise<void> {
    const select = this.#find<HTMLSelectElement>('[data-begin]');
    const { SCENARIOS } = await loadEngine();
    const at = SCENARIOS.findIndex(({ id }) => id === select.value);
    select.value = SCENARIOS[(at + 1) % SCENARIOS.length]?.id ?? '';
    select.focus();
    await this.#begin();
  }

  /** What stands in the form of the cache; `undefined` while a field has an error. */
  #cache(): CacheForm | undefined {
    const read = this.#read(FIRST_CACHE, 'cache');
    const form = Object.fromEntries(Object.entries(read).map(([name, value]) => [name, Number(value || Number.NaN)]));
    this.#clearErrors('cache');
    let isWrong = false;
    for (const [name, value] of Object.entries(form)) {
      const message = cacheError(name as keyof CacheForm, value);
      if (message === undefined) continue;
      isWrong = true;
      this.#fieldError('cache', name, message);
    }
    return isWrong ? undefined : (form as unknown as CacheForm);
  }

  async #estimate(): Promise<void> {
    this.#put('measured', '');
    const { costHtml } = await loadEngine();
    const form = this.#cache();
    if (form !== undefined) this.#put('cost', costHtml(form).text);
  }

  /** Encrypts and decrypts for real, and counts. */
  async #measure(): Promise<void> {
    const form = this.#cache();
    if (form === undefined) return;
    const { measureCalls, measuredHtml } = await loadEngine();
    const without = await measureCalls(form, false);
    const cached = await measureCalls(form, true);
    // Meanwhile the form may have been edited.
    const now = this.#cache();
    if (now === undefined || !isSame(now, form)) return;
    this.#put('measured', measuredHtml(form, without, cached).text);
    this.#say(this.#find('[data-out="measured"]').textContent ?? '');
  }

  #say(text: string): void {
    clearTimeout(this.#speechTimer);
    this.#said = text;
    this.#find('[data-status]').textContent = text;
  }

  /** Tells once nobody types any more, and not twice. */
  #later(text: string): void {
    clearTimeout(this.#speechTimer);
    this.#speechTimer = setTimeout(() => {
      if (text !== this.#said) this.#say(text);
    }, SPEECH_PAUSE_MS);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'notebank-envelope-lab': NotebankEnvelopeLab;
  }
}

/** Registers `<notebank-envelope-lab>`. Does nothing when the name is taken, so that two copies on a page do no harm. */
export function defineEnvelopeLab(): void {
  if (!customElements.get('notebank-envelope-lab')) customElements.define('notebank-envelope-lab', NotebankEnvelopeLab);
}

type Outputs = ReadonlyMap<string, { readonly text: string }>;

const titleOf = (group: HTMLDetailsElement): string => group.querySelector('summary')?.firstChild?.textContent ?? '';

function isSame<Form extends object>(a: Form, b: Form): boolean {
  return (Object.keys(a) as (keyof Form)[]).every((name) => a[name] === b[name]);
}
