import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { otherRuntimes } from '../../../scripts/lib/other-runtimes.ts';
import { type Installation, installPacked } from '../../../scripts/lib/packed.ts';

const NAME = '@notebank/local-kms';
let installation: Installation;

beforeAll(async () => {
  installation = await installPacked(['aws-reference', 'local-kms']);
}, 240_000);

afterAll(() => installation?.[Symbol.dispose]());

describe('the packed package', () => {
  it('has every file that its manifest names, and versions instead of references to the workspace', () => {
    const { exports, dependencies } = installation.manifestOf(NAME);
    const files = Object.values(exports).flatMap((entry) => Object.values(entry));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(join(installation.pathOf(NAME), file)))).toEqual([]);
    expect(dependencies).toEqual({ '@notebank/aws-reference': '0.0.0' });
  });

  it.each(otherRuntimes(false).filter(({ kind, path }) => kind === 'node' && path !== undefined))(
    'runs the example of its README in $name',
    async ({ path }) => {
      const readme = readFileSync(join(installation.pathOf(NAME), 'README.md'), 'utf8');
      const code = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
      const prints = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
      expect(prints).toHaveLength(5);
      const printed = await installation.print(['--input-type=module', '-e', code], {}, path);
      expect(printed.trimEnd().split('\n')).toEqual(prints);
    },
  );
});
