import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HttpRequest } from '../../src/sigv4/index.ts';

/** A case of the signing test suite of aws-c-auth. */
export interface SuiteCase {
  readonly name: string;
  readonly request: HttpRequest;
  readonly context: SuiteContext;
  /** Text of a file of the case: `expected('header-signature')`. */
  expected(file: string): string;
}

export interface SuiteContext {
  readonly credentials: { readonly access_key_id: string; readonly secret_access_key: string; readonly token?: string };
  readonly region: string;
  readonly service: string;
  readonly timestamp: string;
  readonly expiration_in_seconds: number;
  readonly normalize: boolean;
  readonly sign_body: boolean;
  readonly omit_session_token?: boolean;
}

/** All cases of a folder of the suite that have expected values. */
export function suiteCases(folder: string): SuiteCase[] {
  return readdirSync(folder)
    .toSorted()
    .filter((name) => readdirSync(join(folder, name)).includes('header-canonical-request.txt'))
    .map((name) => {
      const read = (file: string) => readFileSync(join(folder, name, file), 'utf8');
      return {
        name,
        request: parseRequest(read('request.txt')),
        context: JSON.parse(read('context.json')) as SuiteContext,
        expected: (file) => read(`${file}.txt`).replace(/\n$/, ''),
      };
    });
}

/** Raw HTTP/1.1 of the suite: LF, folded header lines, path and query in UTF-8. */
export function parseRequest(text: string): HttpRequest {
  const end = text.indexOf('\n\n');
  const head = end === -1 ? text : text.slice(0, end);
  const body = end === -1 ? '' : text.slice(end + 2);
  const [first = '', ...lines] = head.replace(/\n[ \t]+/g, '\r\n ').split(/(?<!\r)\n/);
  const at = first.indexOf(' ');
  const url = first.slice(at + 1, first.lastIndexOf(' HTTP/'));
  const headers = lines
    .filter((line) => line.trim() !== '')
    .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]);
  return { method: first.slice(0, at), url, headers, body };
}
