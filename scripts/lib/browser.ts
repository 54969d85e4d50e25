import { spawnSync } from 'node:child_process';
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

/**
 * Path of a browser for tests: {@link findBrowser}, else the Chromium that the package `@sparticuz/chromium` ships for
 * Linux on x64, when it runs here. It is unpacked into the system's temporary folder.
 *
 * @returns `undefined` when none runs.
 */
export async function findBrowserForTests(): Promise<string | undefined> {
  return findBrowser() ?? (await packagedBrowser());
}

async function packagedBrowser(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const path = await chromium.executablePath();
    return spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0 ? path : undefined;
  } catch {
    // Whatever keeps it from being unpacked: the tests are then skipped with a line that says how to get a browser.
    return undefined;
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
