import { type Credentials, type HttpRequest, type Refusal, verifyRequest } from '@notebank/aws-reference/sigv4';
import { Fault } from '../fault.ts';
import { checkScope, describeTime, missingParts } from './signature-words.ts';

/** Who may call, and as what the service knows itself. */
export interface Authentication {
  readonly region: string;
  readonly credentials: (accessKeyId: string) => Credentials | undefined | Promise<Credentials | undefined>;
  readonly now: () => number;
}

/** Seconds that a signature's moment may lie from the service's clock. */
export const MAX_SKEW_SECONDS = 300;

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const BAD_TOKEN = 'The security token included in the request is invalid.';

const invalid = (message: string): Fault => new Fault('InvalidSignatureException', message);
const incomplete = (message: string): Fault => new Fault('IncompleteSignatureException', message);

/** What the service says to a refusal. */
function faultFor({ reason, field = '', seconds = 0 }: Refusal, request: HttpRequest, now: number): Fault {
  switch (reason) {
    case 'MissingSignature':
      return new Fault('MissingAuthenticationTokenException', 'Missing Authentication Token');
    case 'Malformed':
      return incomplete(missingParts(request) || `The signature cannot be read: ${field}`);
    case 'UnsupportedAlgorithm':
      return incomplete("Unsupported AWS 'algorithm', expected AWS4-HMAC-SHA256");
    case 'Skewed':
    case 'Expired':
    case 'NotYetValid':
      return invalid(describeTime(now, seconds, MAX_SKEW_SECONDS));
    case 'HeadersNotSigned':
      return invalid(`'${field.split(',')[0]}' must be a 'SignedHeader' in the AWS Authorization.`);
    case 'UnknownKey':
    case 'InvalidToken':
      return new Fault('UnrecognizedClientException', BAD_TOKEN);
    case 'ExpiredToken':
      return new Fault('ExpiredTokenException', 'The security token included in the request is expired');
    default:
      return invalid(MISMATCH);
  }
}

/**
 * Verifies who calls.
 *
 * @throws {@link Fault} with the code and the words of the service.
 */
export async function authenticate(request: HttpRequest, { region, credentials, now }: Authentication): Promise<void> {
  const time = now();
  const answer = await verifyRequest(request, {
    region,
    service: 'kms',
    credentials,
    date: new Date(time),
    maxSkewSeconds: MAX_SKEW_SECONDS,
    explain: true,
  });
  if (answer.ok || answer.refusal === undefined) return;
  if (answer.refusal.reason === 'WrongScope') throw invalid(checkScope(answer.trace?.credentialScope ?? '', region));
  throw faultFor(answer.refusal, request, time);
}
