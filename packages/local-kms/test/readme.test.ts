import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { createKmsClient } from '@notebank/aws-reference/kms';
import { expect, it } from 'vitest';
import { EXAMPLE_CREDENTIALS } from '../src/core/index.ts';

const home = join(import.meta.dirname, '..');

it('serves as the second example of the README says', async () => {
  const [, , example = ''] = readFileSync(join(home, 'README.md'), 'utf8').split('```js\n');
  const listen = ".listen(8080, '127.0.0.1')";
  expect(example).toContain(listen);
  const code = example
    .replace(/```[\s\S]*/, '')
    .replace(listen, ".listen(0, '127.0.0.1', function () { console.log(this.address().port); })");
  const args = ['--conditions=@notebank/source', '--input-type=module', '-e', code];
  const child = spawn(process.execPath, args, { cwd: home, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [port] = (await once(createInterface(child.stdout), 'line')) as [string];
    const client = createKmsClient({
      credentials: EXAMPLE_CREDENTIALS,
      region: 'eu-central-1',
      endpoint: `http://127.0.0.1:${port}`,
    });
    await expect(client.describeKey({ KeyId: 'alias/no' })).rejects.toThrow(
      'Alias arn:aws:kms:eu-central-1:111122223333:alias/no is not found.',
    );
  } finally {
    child.kill();
  }
});
