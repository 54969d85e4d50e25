import { rankCauses } from '../../../sigv4/diagnose/cause.ts';
import { describeDiagnosis } from '../../../sigv4/diagnose/describe-diagnosis.ts';
import { describeRefusal } from '../../../sigv4/diagnose/describe-refusal.ts';
import { type DiagnoseOptions, type Diagnosis, diagnose as diagnoseTrace } from '../../../sigv4/diagnose/diagnose.ts';
import { timeOfAmzDate } from '../../../sigv4/diagnose/moment.ts';
import { readAnswer } from '../../../sigv4/diagnose/service-answer.ts';
import { choice } from '../../shared/arguments.ts';
import { environmentCredentials } from '../../shared/credentials.ts';
import { Problem, REFUSED } from '../../shared/problem.ts';
import type { Terminal } from '../../shared/surroundings.ts';
import type { Values } from '../arguments.ts';
import { REQUEST_OPTIONS } from '../help.ts';
import { readRawAnswer } from '../http-message.ts';
import { readInput } from '../read-input.ts';
import { claimedBy, readSource } from '../request-source.ts';
import { type Examined, examine, ownTrace } from '../signing.ts';
import type { Command } from './command.ts';

export const diagnose: Command = {
  summary: 'Names why a service refused a signature.',
  options: [...REQUEST_OPTIONS, 'unsigned-payload', 'expires', 'error', 'format', 'help'],
  texts: { expires: 'the request is a presigned URL with this life', format: 'text (default) or json' },
  details: `Takes the request as it was sent, with its signature, or before it was signed: then it is signed for the moment that
the answer names. Exit code 0: no cause found. 1: causes are printed, the most likely first.`,
  example: 'notebank-sigv4 diagnose --url https://dynamodb.us-east-1.amazonaws.com/ --region eu-west-1',
  async run({ values, files }, terminal) {
    const format = choice('format', values.format ?? 'text', ['text', 'json']);
    const [path = '-'] = files;
    if (values.error === '-' && path === '-' && values.curl === undefined && values.url === undefined) {
      throw new Problem('--error', 'request and answer on the standard input', 'one there, one in a file');
    }
    const source = await readSource(values, files, terminal);
    const { body, options } = await readError(values, terminal);
    const claimed = claimedBy(source);
    const examined =
      claimed === undefined
        ? { trace: ownTrace(withDate(values, body, options), source, terminal) }
        : await examine(values, source, claimed, terminal);
    const accessKeyId = claimed?.accessKeyId ?? environmentCredentials(terminal)?.accessKeyId;
    const diagnosis = diagnosed(examined, body, { ...options, accessKeyId });
    const { refusal } = examined;
    terminal.tell(
      format === 'json'
        ? `${JSON.stringify({ ...diagnosis, refusal }, undefined, 2)}\n`
        : `${describeDiagnosis(diagnosis)}${refusal === undefined ? '' : `\n${describeRefusal(refusal)}\n`}`,
    );
    return diagnosis.causes.length > 0 || refusal !== undefined ? REFUSED : 0;
  },
};

async function readError(values: Values, terminal: Terminal): Promise<{ body: string; options: DiagnoseOptions }> {
  if (values.error === undefined) return { body: '', options: {} };
  const place = values.error === '-' ? 'standard input' : values.error;
  const { body, status, headers } = readRawAnswer(await readInput(terminal, values.error, '--error'), place);
  return { body, options: { status, headers } };
}

/** Signs at the moment that the answer is about, so that both texts can agree. */
function withDate(values: Values, body: string, options: DiagnoseOptions): Values {
  const { answer } = readAnswer(body, options);
  const date = answer.stringToSign?.split('\n')[1] ?? answer.details.RequestTime;
  return values.date === undefined && !Number.isNaN(timeOfAmzDate(date)) ? { ...values, date } : values;
}

/** Where the service does not say what it computed, and the request was signed by other rules, these are held against it. */
function diagnosed({ trace, right }: Examined, body: string, options: DiagnoseOptions): Diagnosis {
  const diagnosis = diagnoseTrace(trace, body, options);
  if (right === undefined || diagnosis.canonicalRequest !== undefined) return diagnosis;
  const said = `The Canonical String for this request should have been '${right.canonicalRequest}' The String-to-Sign should have been '${right.stringToSign}'`;
  const computed = diagnoseTrace(trace, said, options);
  return { ...computed, answer: diagnosis.answer, causes: rankCauses([...computed.causes, ...diagnosis.causes]) };
}
