import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../lib/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'notebank-browser-'));
const program = (name: string): string => {
  const path = join(folder, name);
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, 0o755);
  return path;
};
afterAll(() => rmSync(folder, { recursive: true }));

describe('findBrowser', () => {
  it('takes CHROMIUM_PATH before anything else', () => {
    const named = program('named');
    program('chromium');
    expect(findBrowser({ CHROMIUM_PATH: named, PATH: folder })).toBe(named);
  });

  it('says so when CHROMIUM_PATH names no program, and does not skip in silence', () => {
    expect(() => findBrowser({ CHROMIUM_PATH: join(folder, 'missing'), PATH: folder })).toThrow(
      /^CHROMIUM_PATH expected the path of a browser, got ".*missing"$/,
    );
  });

  it('takes the first name on the path, and leaves relative folders out', () => {
    const chromium = program('chromium');
    program('google-chrome');
    expect(findBrowser({ PATH: ['relative', folder].join(delimiter) })).toBe(chromium);
  });
});
