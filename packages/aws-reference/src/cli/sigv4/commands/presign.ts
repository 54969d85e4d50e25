import { presignUrl } from '../../../sigv4/index.ts';
import { seconds } from '../arguments.ts';
import { REQUEST_OPTIONS } from '../help.ts';
import { absoluteUrl } from '../print-request.ts';
import { hostOf, readSource } from '../request-source.ts';
import { signingOptions } from '../signing.ts';
import type { Command } from './command.ts';

export const presign: Command = {
  summary: 'Signs a request in its query: a URL that anybody can use until it expires.',
  options: [...REQUEST_OPTIONS, 'unsigned-payload', 'expires', 'help'],
  texts: { expires: 'life of the URL, 1 to 604800; default 900' },
  details:
    'Prints the URL. The session token is part of it. Headers of the request are signed: whoever uses the URL sends them.',
  example: 'notebank-sigv4 presign --url https://examplebucket.s3.us-east-1.amazonaws.com/test.txt --expires 3600',
  async run({ values, files }, terminal) {
    const expiresInSeconds = seconds('expires', values.expires ?? '900');
    const source = await readSource(values, files, terminal);
    const request = { ...source, url: absoluteUrl(source.url, hostOf(source)) };
    const url = presignUrl(request, { ...signingOptions(values, source, terminal), expiresInSeconds });
    terminal.print(`${url}\n`);
    return 0;
  },
};
