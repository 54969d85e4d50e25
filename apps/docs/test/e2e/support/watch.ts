import type { Page } from 'playwright-core';

/** What a page did that no page may do, each with its address. Filled while it is read. */
export interface Faults {
  readonly console: string[];
  readonly policy: string[];
  readonly requests: string[];
}

/**
 * Watches a tab from its first request on.
 *
 * @param origin - The only one that may be asked.
 * @param missing - Address that is expected to answer 404.
 */
export async function watch(page: Page, origin: string, missing?: string): Promise<Faults> {
  const faults: Faults = { console: [], policy: [], requests: [] };
  const note = (kind: keyof Faults, text: string): void => void faults[kind].push(`${page.url()}: ${text}`);
  await page.exposeBinding('notebankViolation', (_, text: string) => note('policy', text));
  await page.addInitScript(() => {
    document.addEventListener(
      'securitypolicyviolation',
      ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
        const tell = (window as unknown as { notebankViolation(text: string): void }).notebankViolation;
        tell(`${violatedDirective} blocked ${blockedURI} at ${sourceFile}:${lineNumber}`);
      },
    );
  });
  page.on('pageerror', (error) => note('console', `${error.name}: ${error.message}`));
  page.on('console', (message) => {
    const isExpected = message.location().url === missing;
    if (/^(?:error|warning|assert)$/.test(message.type()) && !isExpected) {
      note('console', `${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) note('requests', `asked ${url}`);
  });
  page.on('requestfailed', (request) => {
    // Leaving a page ends what it still asks for, and a download leaves the page to the browser.
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') note('requests', `${request.url()}: ${why}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && response.url() !== missing)
      note('requests', `${response.url()}: ${response.status()}`);
  });
  return faults;
}
