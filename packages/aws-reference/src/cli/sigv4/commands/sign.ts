import { signRequest } from '../../../sigv4/index.ts';
import { choice } from '../../shared/arguments.ts';
import { REQUEST_OPTIONS } from '../help.ts';
import { FORMATS, printRequest } from '../print-request.ts';
import { readSource } from '../request-source.ts';
import { signingOptions } from '../signing.ts';
import type { Command } from './command.ts';

export const sign: Command = {
  summary: 'Signs a request in its Authorization header.',
  options: [...REQUEST_OPTIONS, 'unsigned-payload', 'format', 'help'],
  texts: { format: 'http (default), curl, json, or headers: only what signing adds' },
  details: 'Prints the signed request. The session token is part of it.',
  example: 'notebank-sigv4 sign --url "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08" --format curl',
  async run({ values, files }, terminal) {
    const format = choice('format', values.format ?? 'http', FORMATS);
    const source = await readSource(values, files, terminal);
    const signed = signRequest(source, signingOptions(values, source, terminal));
    terminal.print(printRequest(signed, format));
    return 0;
  },
};
