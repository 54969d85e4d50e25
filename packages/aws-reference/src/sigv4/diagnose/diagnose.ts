import { REDACTED, type SigningTrace } from '../explain.ts';
import { type Case, type Detector, headerOf, parameterOf, scopeParts } from './case.ts';
import { type Cause, rankCauses } from './cause.ts';
import { agreementCauses, ownSteps, requestCauses, unexplained } from './causes/agreement.ts';
import { clockCauses } from './causes/clock.ts';
import { credentialCauses, ownCredentials, tokenCauses } from './causes/credentials.ts';
import { headerCauses, ownHeaders, saidOfHeaders } from './causes/headers.ts';
import { ownPath, pathCauses } from './causes/path.ts';
import { ownPayload, payloadCauses } from './causes/payload.ts';
import { ownQuery, queryCauses } from './causes/query.ts';
import { comparedScope, ownScope, saidOfScope } from './causes/scope.ts';
import { type Comparison, compareCanonicalRequests, compareStringsToSign, type StringToSignPart } from './compare.ts';
import { type AnswerOptions, readAnswer, type ServiceAnswer } from './service-answer.ts';
import { isOtherToken, OTHER_TOKEN, tokenIn, withoutToken } from './session-token.ts';

/** What diagnosing takes beside trace and body. */
export interface DiagnoseOptions extends AnswerOptions {
  /** When neither the answer nor a presigned URL names it. Not a secret. */
  readonly accessKeyId?: string | undefined;
}

/** Why a signature was refused, as far as it can be told. Plain data; no secret, no session token. */
export interface Diagnosis {
  /** The most likely first. Empty: nothing found. */
  readonly causes: readonly Cause[];
  readonly answer: ServiceAnswer;
  /** What was signed (`a`) against what the service computed (`b`), when it said so. */
  readonly canonicalRequest: Comparison | undefined;
  readonly stringToSign: Comparison<StringToSignPart> | undefined;
}

/** What the service says or shows. */
const SAID: readonly Detector[] = [
  clockCauses,
  saidOfScope,
  credentialCauses,
  saidOfHeaders,
  requestCauses,
  comparedScope,
  pathCauses,
  queryCauses,
  headerCauses,
  tokenCauses,
  payloadCauses,
  agreementCauses,
];
/** What contradicts itself in the trace. */
const OWN: readonly Detector[] = [ownSteps];
/** What looks wrong in the trace; of no use once both CanonicalRequests lie side by side. */
const GUESSED: readonly Detector[] = [ownScope, ownCredentials, ownHeaders, ownPath, ownQuery, ownPayload, unexplained];

/**
 * Why a service refused a signature.
 *
 * Lines up what was signed with what the service says that it computed, and reads its code, message and clock. Without
 * an answer the trace alone is checked for what usually goes wrong. Never throws because of the body: what cannot be read
 * tells nothing. At most 64 Ki characters of it are read.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html}
 *
 * @example
 * ```ts
 * const { trace } = signRequest(request, { ...options, explain: true });
 * const { causes } = diagnose(trace, await response.text(), response);
 * console.log(causes[0]?.cause, causes[0]?.mend);
 * ```
 * @param trace - Of `signRequest`, `presignUrl` or `verifyRequest` with `explain: true`; of the request that was refused.
 * @param errorBody - As the service sent it: XML of S3 or the Query protocol, JSON, or a message in a log.
 * @param options - Of the answer. A `Response` fits.
 */
export function diagnose(trace: SigningTrace, errorBody?: string, options: DiagnoseOptions = {}): Diagnosis {
  const found = readCase(trace, errorBody, options);
  const compared = found.canonicalRequest !== undefined;
  const causes = [...SAID, ...OWN, ...(compared ? [] : GUESSED)].flatMap((detect) => detect(found));
  const { answer, canonicalRequest, stringToSign } = found;
  return { causes: rankCauses(causes), answer, canonicalRequest, stringToSign };
}

function readCase(trace: SigningTrace, errorBody: string | undefined, options: DiagnoseOptions): Case {
  const { answer: read, token } = readAnswer(errorBody, options);
  const otherToken = isOtherToken(token, trace);
  const answer = otherToken ? withOtherToken(read) : read;
  const { canonicalRequest, stringToSign } = answer;
  const signed = withoutToken(trace.canonicalRequest, tokenIn(trace.canonicalRequest));
  const credential = parameterOf(trace, 'X-Amz-Credential');
  return {
    trace,
    answer,
    otherToken,
    scope: scopeParts(trace.credentialScope),
    host: headerOf(trace, 'host') ?? '',
    accessKeyId: options.accessKeyId ?? answer.details.AWSAccessKeyId ?? credential?.split('%2F', 1)[0] ?? '',
    canonicalRequest: canonicalRequest === undefined ? undefined : compareCanonicalRequests(signed, canonicalRequest),
    stringToSign: stringToSign === undefined ? undefined : compareStringsToSign(trace.stringToSign, stringToSign),
  };
}

/** Both texts hide their token; one that is not the signed one has to differ. */
function withOtherToken(answer: ServiceAnswer): ServiceAnswer {
  const { canonicalRequest = '' } = answer;
  return { ...answer, canonicalRequest: canonicalRequest.replaceAll(REDACTED, OTHER_TOKEN) };
}
