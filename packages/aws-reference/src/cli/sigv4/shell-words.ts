import { Problem } from '../shared/problem.ts';

/** A word of a command line. */
export interface Word {
  readonly text: string;
  /** A variable or command substitution that a shell would have replaced: `$TOKEN`. */
  readonly expansion: string | undefined;
}

const EXPANSION = /^\$(?:\w+|\{[^}]*\}|\([^)]*\)|[?$!#@*-])|^`[^`]*`/;
const ENDS: ReadonlySet<string> = new Set(['|', '&', ';', '<', '>', '(', ')']);
/** `$'…'` of bash, which browsers write for bodies. */
const ANSI: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', "'": "'", '"': '"', '\\': '\\', '0': '\0' };

/** Splits a command line as a POSIX shell does, without running anything. */
class Splitter {
  readonly #source: string;
  #at = 0;
  #text: string | undefined;
  #expansion: string | undefined;
  readonly #words: Word[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  split(): Word[] {
    while (this.#at < this.#source.length) this.#step(this.#source[this.#at] ?? '');
    this.#end();
    return this.#words;
  }

  #step(char: string): void {
    if (/\s/.test(char)) this.#end(1);
    else if (char === '\\') this.#escape();
    else if (char === "'") this.#single();
    else if (char === '"') this.#double();
    else if (this.#source.startsWith("$'", this.#at)) this.#ansi();
    else if (char === '#' && this.#text === undefined) this.#comment();
    else if (ENDS.has(char)) this.#secondCommand(char);
    else this.#plain();
  }

  #comment(): void {
    const end = this.#source.indexOf('\n', this.#at);
    this.#at = end === -1 ? this.#source.length : end;
  }

  #secondCommand(char: string): never {
    throw new Problem(
      `--curl, character ${this.#at + 1}`,
      `an unquoted \`${char}\``,
      'one curl command',
      'Quote the word, or leave out what follows the command.',
    );
  }

  #end(skip = 0): void {
    if (this.#text !== undefined) this.#words.push({ text: this.#text, expansion: this.#expansion });
    this.#text = undefined;
    this.#expansion = undefined;
    this.#at += skip;
  }

  #take(text: string, length: number): void {
    this.#text = (this.#text ?? '') + text;
    this.#at += length;
  }

  /** A character, or something that a shell would expand. */
  #plain(): void {
    const found = EXPANSION.exec(this.#source.slice(this.#at))?.[0];
    this.#expansion ??= found;
    this.#take(found ?? this.#source[this.#at] ?? '', found?.length ?? 1);
  }

  #escape(): void {
    const next = /^\\(\r?\n|[\s\S])?/.exec(this.#source.slice(this.#at))?.[1] ?? '';
    if (next.endsWith('\n')) this.#at += 1 + next.length;
    else this.#take(next || '\\', 1 + next.length);
  }

  #single(): void {
    const end = this.#source.indexOf("'", this.#at + 1);
    if (end === -1) this.#unclosed("'");
    this.#take(this.#source.slice(this.#at + 1, end), end + 1 - this.#at);
  }

  #double(): void {
    const whole = /^"(?:\\[\s\S]|[^"\\])*"/.exec(this.#source.slice(this.#at))?.[0];
    if (whole === undefined) this.#unclosed('"');
    const end = this.#at + whole.length;
    this.#take('', 1);
    while (this.#at < end - 1) {
      const [all, kept = ''] = /^\\(\r?\n|[$`"\\])/.exec(this.#source.slice(this.#at, this.#at + 3)) ?? [];
      if (all === undefined) this.#plain();
      else this.#take(kept.endsWith('\n') ? '' : kept, all.length);
    }
    this.#take('', 1);
  }

  #ansi(): void {
    const [all, inner = ''] = /^\$'((?:\\[\s\S]|[^'\\])*)'/.exec(this.#source.slice(this.#at)) ?? [];
    if (all === undefined) this.#unclosed("'");
    const text = inner.replace(/\\(?:x([\da-f]{1,2})|u([\da-f]{1,4})|([\s\S]))/gi, (_all, hex, unicode, char) =>
      char === undefined ? String.fromCharCode(Number.parseInt(hex ?? unicode, 16)) : (ANSI[char] ?? `\\${char}`),
    );
    this.#take(text, all.length);
  }

  #unclosed(quote: string): never {
    throw new Problem(`--curl, character ${this.#at + 1}`, `a ${quote} that is not closed`, `a closing ${quote}`);
  }
}

/**
 * The words of a command line: quotes, escapes and line continuations of a POSIX shell. Variables stay as they are and
 * are told, so that nobody signs `$TOKEN`.
 *
 * @throws {@link Problem} for a quote that is not closed, or a second command.
 */
export function shellWords(source: string): Word[] {
  return new Splitter(source).split();
}

/** A text as one word for a POSIX shell. */
export function shellQuote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
