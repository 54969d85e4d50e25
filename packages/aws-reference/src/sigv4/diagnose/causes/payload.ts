import { EMPTY_PAYLOAD_HASH } from '../../hashed-payload.ts';
import { type Case, headerOf } from '../case.ts';
import type { Cause, Confidence } from '../cause.ts';
import { differences } from '../difference.ts';

function cause(what: string, signed: string, expected: string, confidence: Confidence = 'certain'): Cause {
  return { cause: 'payload-hash', confidence, evidence: [{ what, signed, expected }], mend: mendFor(signed, expected) };
}

function mendFor(signed: string, expected: string): string {
  if (expected === EMPTY_PAYLOAD_HASH)
    return 'The body did not arrive, or was not sent: a redirect, a GET, or a stream that was read before.';
  if (signed === EMPTY_PAYLOAD_HASH)
    return 'The signature covers an empty body: give the signer the body that is sent.';
  if (/^[A-Z]/.test(signed) || /^[A-Z]/.test(expected)) {
    return `Sign the payload as the service takes it (${expected}), and send the same in x-amz-content-sha256.`;
  }
  return 'Sign the very bytes that are sent: the same character set, line breaks and compression, JSON that is written once.';
}

/** Why the body's hash that the service computed is another one. */
export function payloadCauses(found: Case): Cause[] {
  const { answer } = found;
  const { ClientComputedContentSHA256: client, S3ComputedContentSHA256: s3 } = answer.details;
  if (answer.code === 'XAmzContentSHA256Mismatch') {
    return [
      cause(
        `the service says ${answer.code}`,
        client ?? found.trace.hashedPayload,
        s3 ?? 'the hash of the body that arrived',
      ),
    ];
  }
  const [difference] = differences(found, 'payload-hash');
  if (difference === undefined) return [];
  return [cause('the hash of the body differs', difference.signed ?? '', difference.expected ?? '')];
}

/** The header that carries the hash against the hash that was signed. */
export function ownPayload({ trace }: Case): Cause[] {
  const sent = headerOf(trace, 'x-amz-content-sha256');
  if (sent === undefined || sent === trace.hashedPayload) return [];
  return [cause('x-amz-content-sha256 is not the hash that was signed', trace.hashedPayload, sent, 'likely')];
}
