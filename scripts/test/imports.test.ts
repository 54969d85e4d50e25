import { expect, test } from 'vitest';
import { readImports } from '../lib/imports.ts';

const specifiers = (path: string, text: string) =>
  readImports(path, text).map(({ specifier, typeOnly }) => (typeOnly ? `type ${specifier}` : specifier));

test('every way to import is found, types apart', () => {
  const text = `
    import a from './a.ts';
    import './b.css';
    import type { C } from './c.ts';
    import { type D } from './d.ts';
    import { type E, e } from './e.ts';
    import * as f from './f.ts';
    export { g } from './g.ts';
    export * from './h.ts';
    export type { I } from './i.ts';
    const j = await import('./j.ts');
    const k = require('./k.cjs');
    let l: import('./l.ts').L;
  `;
  expect(specifiers('x.ts', text)).toEqual([
    './a.ts',
    './b.css',
    'type ./c.ts',
    'type ./d.ts',
    './e.ts',
    './f.ts',
    './g.ts',
    './h.ts',
    'type ./i.ts',
    './j.ts',
    './k.cjs',
    'type ./l.ts',
  ]);
});

test('an import of nothing runs the module, so it is no type', () => {
  expect(specifiers('x.ts', `import {} from './a.ts';`)).toEqual(['./a.ts']);
});

test('comments, strings and templates hold no imports', () => {
  const text = `// import './a.ts';\n/* import './b.ts'; */\nconst c = "import './c.ts'";\nconst d = \`import './d.ts'\`;`;
  expect(specifiers('x.ts', text)).toEqual([]);
});

test('line and column are those of the specifier, counted from 1', () => {
  expect(readImports('x.ts', `\nimport { a } from './a.ts';`)).toEqual([
    { specifier: './a.ts', typeOnly: false, line: 2, column: 19 },
  ]);
});

test('an Astro file is read in its front matter and its scripts, at their places', () => {
  const text = [
    '---',
    "import A from './A.astro';",
    '---',
    "<p>import './not.ts';</p>",
    '<script>',
    "  import './b.ts';",
    '</script>',
  ].join('\n');
  expect(readImports('x.astro', text)).toEqual([
    { specifier: './A.astro', typeOnly: false, line: 2, column: 15 },
    { specifier: './b.ts', typeOnly: false, line: 6, column: 10 },
  ]);
});
