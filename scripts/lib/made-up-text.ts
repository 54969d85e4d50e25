import type { Random } from './random.ts';

const SYLLABLES = ['ba', 'co', 'de', 'fi', 'ga', 'ki', 'lo', 'mu', 'na', 'pe', 'qui', 'ra', 'sto', 'ti', 'ver', 'zu'];
const GLUE = ['a', 'and', 'by', 'for', 'from', 'in', 'into', 'of', 'on', 'the', 'the', 'to', 'when', 'which', 'with'];

/** Sentences of made-up words: as long and as uneven in frequency as real ones, and none like another. */
export class MadeUpText {
  readonly #random: Random;
  readonly #words: readonly string[];

  constructor(random: Random, vocabulary = 3000) {
    this.#random = random;
    const words = new Set<string>();
    while (words.size < vocabulary) {
      const length = random.integer(2, 4);
      words.add(Array.from({ length }, () => random.pick(SYLLABLES)).join(''));
    }
    this.#words = [...words];
  }

  /** A word; the squared draw makes few words frequent and most of them rare. */
  word(): string {
    const at = Math.floor(this.#random.next() ** 2 * this.#words.length);
    return this.#words[at] ?? 'word';
  }

  /** Words with glue between them, in lower case, without a full stop. */
  phrase(words: number): string {
    const parts: string[] = [];
    for (let index = 0; index < words; index++) {
      parts.push(this.#random.next() < 0.35 && index > 0 && index < words - 1 ? this.#random.pick(GLUE) : this.word());
    }
    return parts.join(' ');
  }

  title(words: number): string {
    const text = this.phrase(words);
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  sentence(): string {
    return `${this.title(this.#random.integer(8, 20))}.`;
  }

  question(): string {
    return `${this.title(this.#random.integer(8, 14))}?`;
  }

  paragraph(sentences: number): string {
    return Array.from({ length: sentences }, () => this.sentence()).join(' ');
  }
}
