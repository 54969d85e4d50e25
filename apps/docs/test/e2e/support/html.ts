import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

/** A page read by the HTML standard's own rules, as a browser without scripts sees it. */
export class Html {
  readonly elements: readonly Element[];

  constructor(source: string) {
    this.elements = [...elementsIn(parse(source))];
  }

  /** Elements of a name, in document order. */
  all(name: string): Element[] {
    return this.elements.filter(({ tagName }) => tagName === name);
  }

  /** Elements with a class. */
  withClass(name: string): Element[] {
    return this.elements.filter((element) => classesOf(element).includes(name));
  }

  byId(id: string): Element | undefined {
    return this.elements.find((element) => attribute(element, 'id') === id);
  }

  get ids(): string[] {
    return this.elements.flatMap((element) => attribute(element, 'id') ?? []);
  }

  meta(name: string): string | undefined {
    const found = this.all('meta').find((element) => attribute(element, 'name') === name);
    return found && attribute(found, 'content');
  }

  get title(): string {
    const [title] = this.all('title');
    return title === undefined ? '' : textOf(title);
  }
}

/** Elements below a node in document order, also inside `template` and `noscript`. */
export function* elementsIn(node: Node): Generator<Element> {
  const children = 'content' in node ? node.content.childNodes : 'childNodes' in node ? node.childNodes : [];
  for (const child of children) {
    if ('tagName' in child) yield child;
    yield* elementsIn(child);
  }
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}

export function classesOf(element: Element): string[] {
  return (attribute(element, 'class') ?? '').split(/\s+/).filter(Boolean);
}

/** Text of a node on one line, without that of scripts, styles and elements that `skip` names. */
export function textOf(node: Node, skip: (element: Element) => boolean = () => false): string {
  return rawText(node, skip).replaceAll(/\s+/g, ' ').trim();
}

function rawText(node: Node, skip: (element: Element) => boolean): string {
  if ('value' in node) return node.value;
  if ('tagName' in node && (/^(?:script|style|template)$/.test(node.tagName) || skip(node))) return '';
  return 'childNodes' in node ? node.childNodes.map((child) => rawText(child, skip)).join('') : '';
}

/** Whether an element stands inside one that a test accepts. */
export function inside(element: Element, test: (ancestor: Element) => boolean): boolean {
  for (let node: Node | null = element.parentNode; node !== null && 'tagName' in node; node = node.parentNode) {
    if (test(node)) return true;
  }
  return false;
}
