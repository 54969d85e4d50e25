import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../../../../../scripts/lib/run.ts';
import { APP } from './site.ts';

/** A site that a test builds for itself, beside the real one. */
export class SecondSite {
  /**
   * Below the app: server code that a build writes looks from there for the packages of the app.
   */
  readonly #folder: string;

  constructor() {
    const parent = join(APP, 'node_modules/.cache/e2e');
    mkdirSync(parent, { recursive: true });
    this.#folder = mkdtempSync(`${parent}/`);
  }

  /** Where the pages are, after {@link build}. */
  get folder(): string {
    return join(this.#folder, 'dist');
  }

  /**
   * Builds it; from the second time on with a warm cache.
   *
   * @param env - `NOTEBANK_CONTENT`, `NOTEBANK_BASE`.
   */
  build(env: Readonly<Record<string, string>>): Promise<{ readonly code: number; readonly output: string }> {
    const script = join(import.meta.dirname, 'build-site.ts');
    const options = { cwd: APP, env: { ...withoutVitest(environment()), ...env }, maxBuffer: 1 << 26 };
    return new Promise((done) => {
      execFile('node', [script, this.folder, join(this.#folder, 'cache')], options, (error, stdout, stderr) => {
        done({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
      });
    });
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** What vitest puts into the environment would reach `import.meta.env` of the site. */
function withoutVitest(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = /^(?:VITEST.*|NODE_ENV|MODE|DEV|PROD|SSR|TEST|BASE_URL)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}
