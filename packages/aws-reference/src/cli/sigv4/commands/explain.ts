import { describeTrace } from '../../../sigv4/diagnose/describe-trace.ts';
import { choice } from '../../shared/arguments.ts';
import { REQUEST_OPTIONS } from '../help.ts';
import { claimedBy, readSource } from '../request-source.ts';
import { examine, ownTrace } from '../signing.ts';
import type { Command } from './command.ts';

export const explain: Command = {
  summary: 'Tells every step of a signature: what is signed, what is not, and why.',
  options: [...REQUEST_OPTIONS, 'unsigned-payload', 'expires', 'format', 'help'],
  texts: { expires: 'explain the presigned URL with this life', format: 'text (default) or json' },
  details:
    'Keys and session token are not shown. A request that is signed already is explained as it stands; without credentials too.',
  example:
    'notebank-sigv4 explain --curl "curl -H \'Accept: application/json\' https://dynamodb.us-east-1.amazonaws.com/"',
  async run({ values, files }, terminal) {
    const format = choice('format', values.format ?? 'text', ['text', 'json']);
    const source = await readSource(values, files, terminal);
    const claimed = claimedBy(source);
    const trace =
      claimed === undefined
        ? ownTrace(values, source, terminal)
        : (await examine(values, source, claimed, terminal)).trace;
    terminal.tell(format === 'json' ? `${JSON.stringify(trace, undefined, 2)}\n` : describeTrace(trace));
    return 0;
  },
};
