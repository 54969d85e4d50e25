import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import process from 'node:process';

/** Names under which systems install a browser that the tests can drive. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'msedge'];

/** Places outside the path where macOS and Windows keep one. */
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** What to tell somebody whose browser tests were skipped. */
export const HOW_TO_GET_A_BROWSER =
  'No browser found, browser tests are skipped. Install Chromium or Chrome (Debian: apt-get install chromium), or name one in CHROMIUM_PATH.';

/**
 * Path of a Chromium or Chrome: `CHROMIUM_PATH`, else one of the system.
 *
 * @returns `undefined` when there is none.
 * @throws Error when `CHROMIUM_PATH` is set and names no program, because skipping would hide the mistake.
 */
export function findBrowser(env: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  const named = env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    if (!isProgram(named)) throw new Error(`CHROMIUM_PATH expected the path of a browser, got "${named}"`);
    return named;
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...PLACES].find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
