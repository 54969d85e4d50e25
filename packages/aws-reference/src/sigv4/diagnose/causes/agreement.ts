import { sha256Hex } from '#primitives';
import { REDACTED } from '../../explain.ts';
import type { Case } from '../case.ts';
import type { Cause, CauseName, Evidence } from '../cause.ts';
import { lineText, type StringToSignPart } from '../compare.ts';
import { differences, evidenceOf } from '../difference.ts';

const MEND = {
  'method-changed':
    'Sign the method that is sent: a redirect makes GET of POST, and a URL presigned for GET is not good for HEAD.',
  'other-request':
    'Compare with the trace of the request that got this answer: HTTP clients sign again for each attempt.',
  'wrong-hash':
    'Hash the CanonicalRequest as UTF-8 with single line feeds, without one at its end, in lower-case hexadecimal digits.',
  'wrong-string-to-sign':
    'Write four lines: algorithm, x-amz-date, CredentialScope and the hash of the CanonicalRequest, without a line feed at the end.',
  'wrong-secret-key':
    'Check that the secret belongs to this access key id and holds no white space or line break, and the derivation: HMAC over date, Region, service and aws4_request, each with the bytes (not the hexadecimal digits) of the one before, beginning with "AWS4" and the secret.',
} satisfies Partial<Record<CauseName, string>>;

function cause(name: keyof typeof MEND, confidence: Cause['confidence'], evidence: Evidence): Cause {
  return { cause: name, confidence, evidence: [evidence], mend: MEND[name] };
}

/** Another method, or another request altogether. */
export function requestCauses(found: Case): Cause[] {
  const { trace, answer } = found;
  const causes = differences(found, 'method').map((line) =>
    cause('method-changed', 'certain', evidenceOf('the method differs', line)),
  );
  const provided = answer.details.SignatureProvided;
  if (trace.signature !== '' && provided !== undefined && provided !== trace.signature) {
    causes.push(cause('other-request', 'certain', { what: 'the signature that arrived is not the one of the trace' }));
  }
  const date = differences(found, 'header').find(({ name }) => name === 'x-amz-date');
  if (date !== undefined) causes.push(cause('other-request', 'likely', evidenceOf('x-amz-date differs', date)));
  return causes;
}

const differs = ({ stringToSign }: Case, part: StringToSignPart): boolean =>
  stringToSign?.lines.some((line) => line.part === part && !line.same) === true;

/** Both CanonicalRequests are one: then StringToSign, or key. */
export function agreementCauses(found: Case): Cause[] {
  const { canonicalRequest, stringToSign, answer } = found;
  if (stringToSign?.same === true) return agreed(found);
  if (canonicalRequest?.same !== true) return [];
  if (stringToSign === undefined) return agreed(found);
  const lines = stringToSign.lines.filter(({ same }) => !same);
  const evidence = lines.map(({ part, a, b }) =>
    evidenceOf(`${part} in the StringToSign differs`, { signed: lineText(a), expected: lineText(b) }),
  );
  if (differs(found, 'canonical-request-hash') && evidence.length === 1 && evidence[0] !== undefined) {
    return [cause('wrong-hash', 'certain', evidence[0])];
  }
  const [first] = evidence;
  return first === undefined || answer.stringToSign === undefined
    ? []
    : [cause('wrong-string-to-sign', 'likely', first)];
}

function agreed({ trace, answer }: Case): Cause[] {
  const provided = answer.details.SignatureProvided;
  if (provided !== undefined && trace.signature !== '' && provided !== trace.signature) return [];
  return [
    cause('wrong-secret-key', 'likely', { what: 'what was signed and what the service computed are the same text' }),
  ];
}

/** A trace whose own steps do not follow from each other. */
export function ownSteps({ trace }: Case): Cause[] {
  const [, date, scope, hash] = trace.stringToSign.split('\n');
  const causes: Cause[] = [];
  if (date !== trace.amzDate || scope !== trace.credentialScope) {
    const what = 'the StringToSign has another date or scope than the request';
    causes.push(
      cause('wrong-string-to-sign', 'certain', {
        what,
        signed: `${date} ${scope}`,
        expected: `${trace.amzDate} ${trace.credentialScope}`,
      }),
    );
  }
  const whole = trace.canonicalRequest.includes(REDACTED)
    ? trace.canonicalRequestHash
    : sha256Hex(trace.canonicalRequest);
  if (hash !== whole) {
    const what = 'the StringToSign has not the hash of the CanonicalRequest';
    causes.push(cause('wrong-hash', 'certain', evidenceOf(what, { signed: hash, expected: whole })));
  }
  return causes;
}

/** A mismatch that nothing explains. */
export function unexplained({ answer, canonicalRequest }: Case): Cause[] {
  const mismatch = /SignatureDoesNotMatch|InvalidSignature|signature we calculated does not match/i.test(
    `${answer.code} ${answer.message}`,
  );
  if (!mismatch || canonicalRequest !== undefined) return [];
  return [cause('wrong-secret-key', 'possible', { what: `the service says ${answer.code} and not what it computed` })];
}
