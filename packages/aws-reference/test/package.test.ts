import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installation, installPacked } from '../../../scripts/lib/packed.ts';

const NAME = '@notebank/aws-reference';
let installation: Installation;

beforeAll(async () => {
  installation = await installPacked(['aws-reference']);
}, 240_000);

afterAll(() => installation?.[Symbol.dispose]());

describe('the packed package', () => {
  it('depends on an audited hash library and nothing else', () => {
    expect(Object.keys(installation.manifestOf(NAME).dependencies ?? {})).toEqual(['@noble/hashes']);
  });

  it('brings the command, which says how it is used', async () => {
    const command = join(installation.pathOf(NAME), 'bin', 'notebank-sigv4.js');
    expect(await installation.print([command, '--help'])).toMatch(/^Usage: notebank-sigv4 COMMAND/);
    const credentials = {
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    };
    const args = ['sign', '--url', 'https://example.amazonaws.com/', '--region', 'us-east-1', '--service', 'service'];
    const signed = await installation.print([command, ...args, '--date', '20150830T123600Z', '--format', 'headers'], {
      env: credentials,
    });
    expect(signed).toContain('5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31');
    expect(signed).not.toContain(credentials.AWS_SECRET_ACCESS_KEY);
  });

  it('brings the command for envelopes, which makes one and opens it', async () => {
    const command = join(installation.pathOf(NAME), 'bin', 'notebank-envelope.js');
    expect(await installation.print([command, '--help'])).toMatch(/^Usage: notebank-envelope COMMAND/);
    const text = `${'0f'.repeat(32)}\n`;
    writeFileSync(join(installation.folder, 'key.hex'), text);
    const key = ['--key-file', 'key.hex', '--key-namespace', 'home', '--key-name', 'desk'];
    await installation.print([command, 'encrypt', 'key.hex', '-o', 'message', ...key]);
    expect(await installation.print([command, 'decrypt', 'message', ...key])).toBe(text);
  });
});
