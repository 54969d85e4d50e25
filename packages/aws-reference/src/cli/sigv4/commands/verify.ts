import { describeRefusal } from '../../../sigv4/diagnose/describe-refusal.ts';
import { requiredCredentials } from '../../shared/credentials.ts';
import { REFUSED } from '../../shared/problem.ts';
import { seconds } from '../arguments.ts';
import { REQUEST_OPTIONS } from '../help.ts';
import { readSource } from '../request-source.ts';
import { dateOf } from '../settings.ts';
import { checker } from '../signing.ts';
import type { Command } from './command.ts';

export const verify: Command = {
  summary: 'Verifies the signature of a request, in its header or its query.',
  options: [...REQUEST_OPTIONS, 'max-skew', 'help'],
  details: 'Exit code 0: the signature is good. 1: it is refused; the reason is printed.',
  example: 'notebank-sigv4 sign --url https://sts.us-east-1.amazonaws.com/ | notebank-sigv4 verify',
  async run({ values, files }, terminal) {
    const maxSkewSeconds = values['max-skew'] === undefined ? undefined : seconds('max-skew', values['max-skew']);
    requiredCredentials(terminal);
    const source = await readSource(values, files, terminal);
    const date = dateOf(values, terminal);
    const result = await checker(values, source, terminal, false)({ date, maxSkewSeconds });
    if (!result.ok) {
      const { refusal = { reason: 'Malformed' } } = result;
      terminal.tell(`refused: ${refusal.reason}\n${describeRefusal(refusal)}\n`);
      return REFUSED;
    }
    const { accessKeyId, credentialScope, amzDate, signedHeaders, hashedPayload, via } = result;
    const where = via === 'query' ? 'the query' : 'the Authorization header';
    terminal.tell(`good: signed by ${accessKeyId} for ${credentialScope} at ${amzDate}, in ${where}\n`);
    terminal.tell(`signed headers: ${signedHeaders.join(', ')}\npayload: ${hashedPayload}\n`);
    return 0;
  },
};
