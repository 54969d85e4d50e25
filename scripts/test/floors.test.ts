import { expect, test } from 'vitest';
import { floorProblems, type Member, ROOMS } from '../lib/floors.ts';

const members: Member[] = Object.keys(ROOMS).map((folder) => ({
  folder,
  exports: folder === 'packages/content-schema' ? ['.', './schemas/*'] : ['.', './html', './core'],
}));

/** Messages for one file with one import. */
function messages(path: string, specifier: string, typeOnly = false): string[] {
  const files = [{ path, imports: [{ specifier, typeOnly, line: 3, column: 7 }] }];
  return floorProblems(files, members).map(
    ({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`,
  );
}

test.each([
  ['packages/question-bank/src/load.ts', '@notebank/content-schema'],
  ['packages/question-bank/src/load.ts', '@notebank/content-schema/schemas/bank.json'],
  ['packages/elements/src/quiz.ts', '@notebank/quiz/html'],
  ['packages/elements/src/lab.ts', '@notebank/local-kms/core'],
  ['apps/docs/src/pages/index.astro', '@notebank/elements'],
  ['packages/quiz/src/grade.ts', './shuffle.ts'],
  ['packages/quiz/src/grade.ts', 'node:fs'],
  ['packages/quiz/test/grade.test.ts', '@notebank/quiz'],
  ['packages/content-schema/test/json-schema.test.ts', '../../../scripts/lib/schemas.ts'],
])('%s may import %s', (path, specifier) => {
  expect(messages(path, specifier)).toEqual([]);
});

test('types of content-schema may be named where values of it may not', () => {
  expect(messages('packages/quiz/src/grade.ts', '@notebank/content-schema', true)).toEqual([]);
  expect(messages('packages/quiz/test/grade.test.ts', '@notebank/content-schema')).toEqual([]);
  expect(messages('packages/quiz/src/grade.ts', '@notebank/content-schema')).toEqual([
    'packages/quiz/src/grade.ts:3:7: packages/quiz imports "@notebank/content-schema", expected at run time nothing of ours, and types of content-schema',
  ]);
});

test('no import goes up, or aside', () => {
  expect(messages('packages/quiz/src/grade.ts', '@notebank/question-bank', true)).toHaveLength(1);
  expect(messages('packages/elements/src/quiz.ts', '@notebank/question-bank')).toEqual([
    'packages/elements/src/quiz.ts:3:7: packages/elements imports "@notebank/question-bank", expected at run time quiz, simulators, aws-reference, local-kms/core, and types of content-schema',
  ]);
  expect(messages('packages/question-bank/test/a.test.ts', '@notebank/elements')).toHaveLength(1);
});

test('only the core of local-kms is open to elements', () => {
  expect(messages('packages/elements/src/lab.ts', '@notebank/local-kms')).toHaveLength(1);
});

test('a package is reached through its exports', () => {
  expect(messages('packages/elements/src/quiz.ts', '@notebank/quiz/src/grade.ts')).toEqual([
    'packages/elements/src/quiz.ts:3:7: "@notebank/quiz/src/grade.ts" is no entry point, expected one of the `exports` of packages/quiz: ., ./html, ./core',
  ]);
});

test('no relative import leaves its package', () => {
  expect(messages('packages/quiz/src/grade.ts', '../../content-schema/src/index.ts')).toEqual([
    'packages/quiz/src/grade.ts:3:7: import of "../../content-schema/src/index.ts" leaves packages/quiz, expected a package: another room is reached through its `exports`',
  ]);
  expect(messages('packages/quiz/src/grade.ts', '../../../scripts/lib/run.ts')).toHaveLength(1);
  expect(messages('packages/quiz/test/a.test.ts', '../../content-schema/src/index.ts')).toHaveLength(1);
});

test('a folder without a row is named', () => {
  expect(floorProblems([], [...members, { folder: 'packages/new', exports: ['.'] }])).toEqual([
    {
      path: 'packages/new/package.json',
      line: 1,
      column: 1,
      message: 'folder "packages/new" has no row in the table of floors, expected one in scripts/lib/floors.ts',
    },
  ]);
});

test('a circle of imports is told once, at the import that closes it', () => {
  const file = (name: string, ...to: string[]) => ({
    path: `packages/quiz/src/${name}.ts`,
    imports: to.map((target, index) => ({ specifier: `./${target}.ts`, typeOnly: false, line: index + 1, column: 1 })),
  });
  const files = [file('a', 'b', 'd'), file('b', 'c', 'd'), file('c', 'a'), file('d')];
  expect(floorProblems(files, members)).toEqual([
    {
      path: 'packages/quiz/src/c.ts',
      line: 1,
      column: 1,
      message:
        'import cycle packages/quiz/src/a.ts -> packages/quiz/src/b.ts -> packages/quiz/src/c.ts -> packages/quiz/src/a.ts, expected none: move what both need into a file of its own',
    },
  ]);
});
