import type { ShikiConfig } from 'astro';

type ShikiTransformer = NonNullable<ShikiConfig['transformers']>[number];

const TOKEN = /--astro-code-token-([a-z-]+)/;

/** Short class of each token kind, so that a page holds `class="k"` and no `style`, which the policy forbids. */
const CLASSES: Readonly<Record<string, string>> = {
  comment: 'tc',
  constant: 'tn',
  function: 'tf',
  inserted: 'ti',
  deleted: 'td',
  keyword: 'tk',
  link: 'tl',
  parameter: 'tp',
  punctuation: 'tu',
  string: 'ts',
  'string-expression': 'ts',
};

/** Class of a token's style, or nothing for plain text. */
export function tokenClass(style: string): string | undefined {
  const kind = TOKEN.exec(style)?.[1];
  return kind === undefined ? undefined : CLASSES[kind];
}

/** Turns Shiki's inline styles into classes and wraps a titled block in a figure. For the theme `css-variables`. */
export const shikiClasses: ShikiTransformer = {
  name: 'notebank:classes',
  span(node) {
    const found = tokenClass(String(node.properties.style ?? ''));
    delete node.properties.style;
    if (found !== undefined) node.properties.class = found;
  },
  line(node) {
    // Plain text needs no element: a third of a page's code is punctuation and names without a colour.
    node.children = node.children.flatMap((child) =>
      child.type === 'element' && child.tagName === 'span' && Object.keys(child.properties).length === 0
        ? child.children
        : [child],
    );
  },
  pre(node) {
    delete node.properties.style;
    node.properties.class = 'nb-code';
    node.properties.tabindex = '0';
    const title = /\btitle="([^"]+)"/.exec(String(this.options.meta?.__raw ?? ''))?.[1];
    if (title !== undefined) node.properties['data-title'] = title;
    const language = this.options.lang;
    if (language && language !== 'plaintext' && language !== 'text') node.properties['data-language'] = language;
    else delete node.properties['data-language'];
  },
};
