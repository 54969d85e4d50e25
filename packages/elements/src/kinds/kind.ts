import type { Grade, QuestionKey, Response, Verdict } from '@notebank/quiz/key-only';

/** What a kind may ask of the question around it. */
export interface Host {
  readonly form: HTMLFormElement;
  /** The seed by which the server ordered what stands in the form. */
  readonly seed: string;
  /** Says something in the status region, such as a new position. */
  say(text: string): void;
  /** The reader has seen the whole answer of a question that they grade themselves. */
  revealed(): void;
}

/** The part of a question that depends on its kind. */
export interface Kind {
  readonly key: QuestionKey;
  /** Inputs that show errors and verdicts. Their ids end with the ids of their parts. */
  readonly controls: readonly (HTMLInputElement | HTMLSelectElement)[];
  /** The response, or what is still missing. */
  read?(): Response | string;
  /** What to say of a wrong response. */
  correction?(grade: Grade): string;
  /** Verdict in words, for controls in a list. */
  verdict?(control: HTMLElement, verdict: Verdict): string;
  /** What to say after a change. */
  progress?(): string;
  /** Only for questions that the reader grades. */
  readonly self?: SelfGrading;
  /** Orders everything by a new seed and forgets the answer. */
  reset?(seed: string): void;
}

export interface SelfGrading {
  /** Label of the button that shows the answer. */
  readonly action: string;
  reveal(): void;
  response(known: boolean): Response;
}

/** Puts the items of lists in the order of a seed. The lists hold the same items, shown in the order of another seed. */
export function reorderer(
  lists: readonly Element[],
  itemsOf: (list: Element) => Element[],
  indexes: (seed: string) => number[],
  shown: string,
): (seed: string) => void {
  const files = lists.map((list) => inFileOrder(itemsOf(list), indexes(shown)));
  return (seed) => {
    for (const [at, list] of lists.entries()) {
      list.append(...indexes(seed).map((index) => files[at]?.[index] as Element));
    }
  };
}

/** Items in file order, from the order in which a seed presents them. */
export function inFileOrder<Item>(presented: readonly Item[], indexes: readonly number[]): Item[] {
  return presented.map((_, index) => presented[indexes.indexOf(index)] as Item);
}
