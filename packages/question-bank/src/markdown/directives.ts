import type { Node, Parent, PhrasingContent, Root } from 'mdast';
import type { ContainerDirective, LeafDirective, TextDirective } from 'mdast-util-directive';
import { visit } from 'unist-util-visit';

export type Directive = ContainerDirective | LeafDirective | TextDirective;

/** Directives that notes know, by form, with their attributes. */
export const DIRECTIVES = {
  leafDirective: { quiz: ['id', 'topic', 'limit'], lab: ['id'] },
  containerDirective: {
    changed: ['since'],
    misconception: [],
    // Asides of the site's theme, which renders them itself.
    note: [],
    tip: [],
    caution: [],
    danger: [],
  },
  textDirective: { limit: ['of', 'scope'] },
} as const satisfies Record<Directive['type'], Record<string, readonly string[]>>;

const ASIDES: ReadonlySet<string> = new Set(['note', 'tip', 'caution', 'danger']);

/** Whether a node is a directive, known or not. */
export function isDirective(node: Node): node is Directive {
  return node.type === 'containerDirective' || node.type === 'leafDirective' || node.type === 'textDirective';
}

/** Attributes that a known directive may have; undefined for an unknown one. */
export function knownAttributes(node: Directive): readonly string[] | undefined {
  const known: Readonly<Record<string, readonly string[]>> = DIRECTIVES[node.type];
  return Object.hasOwn(known, node.name) ? known[node.name] : undefined;
}

/**
 * Turns the directives of a note into elements, and what only looks like one (`s3:GetObject`, `10:30 pm`) back into text.
 *
 * Quizzes and labs become `<nb-slot data-kind="quiz" data-id="...">`: the page fills them when it is rendered, so that a
 * change of a question shows up although the note's Markdown was cached.
 */
export function transformDirectives(tree: Root, source: string): void {
  let changes = 0;
  visit(tree, (node: Node, index, parent) => {
    if (!isDirective(node)) return;
    if (knownAttributes(node) === undefined) {
      restoreSource(node, index, parent as Parent | undefined, source);
      return;
    }
    if (ASIDES.has(node.name)) return;
    switch (node.name) {
      case 'quiz':
      case 'lab':
        slot(node);
        break;
      case 'changed':
        changes += 1;
        box(node, 'nb-changed', { id: `changed-${changes}`, ...dataSince(node) }, changedLabel(node));
        break;
      case 'misconception':
        box(node, 'nb-misconception', {}, 'A common misconception');
        break;
      case 'limit':
        element(node, 'span', { className: ['nb-limit'] });
        break;
    }
  });
}

function element(node: Directive, name: string, properties: Record<string, unknown>): void {
  node.data = { ...node.data, hName: name, hProperties: properties as never };
}

function slot(node: Directive): void {
  const attributes = node.attributes ?? {};
  const properties: Record<string, string> = { dataKind: node.name };
  for (const key of ['id', 'topic', 'limit'] as const) {
    const value = attributes[key];
    if (typeof value === 'string') properties[`data${key[0]?.toUpperCase()}${key.slice(1)}`] = value;
  }
  element(node, 'nb-slot', properties);
}

function dataSince(node: Directive): Record<string, string> {
  const since = node.attributes?.since;
  return typeof since === 'string' ? { dataSince: since } : {};
}

function changedLabel(node: Directive): string {
  const since = node.attributes?.since;
  return typeof since === 'string' ? `Changed ${since}` : 'Changed, date unverified';
}

function box(node: Directive, className: string, properties: Record<string, unknown>, label: string): void {
  // A note and no landmark: several of them on a page would be landmarks of one name.
  element(node, 'aside', { role: 'note', className: [className], ariaLabel: label, ...properties });
  const title = {
    type: 'paragraph',
    data: { hName: 'p', hProperties: { className: [`${className}-label`] } },
    children: [{ type: 'text', value: label }],
  };
  (node as Parent).children.unshift(title as never);
}

function restoreSource(node: Directive, index: number | undefined, parent: Parent | undefined, source: string): void {
  const { start, end } = node.position ?? {};
  if (parent === undefined || index === undefined || start?.offset === undefined || end?.offset === undefined) return;
  if (node.type === 'containerDirective') {
    // Only its fences are unknown: what stands between them is the author's text.
    parent.children.splice(index, 1, ...(node.children as never[]));
    return;
  }
  const text: PhrasingContent = { type: 'text', value: source.slice(start.offset, end.offset) };
  const restored = node.type === 'textDirective' ? text : { type: 'paragraph', children: [text] };
  parent.children[index] = restored as never;
}
