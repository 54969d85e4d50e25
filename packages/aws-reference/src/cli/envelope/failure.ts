import { EnvelopeError, type EnvelopeErrorCode, UnsupportedError } from '../../envelope/index.ts';
import { KmsError } from '../../kms/index.ts';
import { SigV4Error } from '../../sigv4/index.ts';
import { Problem, REFUSED, USAGE } from '../shared/problem.ts';
import { systemCode } from '../shared/surroundings.ts';

/** What is told of an error, and the exit code. */
export interface Failure {
  readonly code: number;
  readonly lines: readonly string[];
}

/** Wrong arguments, whatever the input holds. */
const OF_ARGUMENTS: readonly EnvelopeErrorCode[] = ['InvalidValue', 'ReservedKey'];

/** What to do about an option; the library names it in its own way. */
const MENDS: Readonly<Record<string, string>> = {
  algorithmSuite: 'Look at --suite.',
  frameLength: 'Look at --frame-length.',
  maxEncryptedDataKeys: 'Look at --max-encrypted-data-keys.',
  maxBufferedBytes: 'Give --max-buffered-bytes a larger number, if there is memory for it.',
  encryptionContext: 'Look at --context.',
  keyNamespace: 'Look at --key-namespace.',
  decryptUnsignedOnly: 'Leave out --unsigned-only to decrypt it, and wait for its end.',
};

/**
 * What to tell of an error.
 *
 * @param isEncryption - There is no message to be refused yet: what the policy forbids is an argument.
 * @returns `undefined` for a fault of this program.
 */
export function failureOf(error: unknown, isEncryption: boolean): Failure | undefined {
  if (error instanceof Problem) return { code: USAGE, lines: [error.message] };
  if (error instanceof UnsupportedError) return { code: REFUSED, lines: [error.message] };
  if (!(error instanceof EnvelopeError)) return undefined;
  const { code, field, message } = error;
  const ofArguments = OF_ARGUMENTS.includes(code) || (isEncryption && code !== 'KeyringFailed');
  const mend = code === 'CommitmentPolicy' ? policyMend(isEncryption) : MENDS[field];
  const lines = [mend === undefined ? message : `${message}. ${mend}`, ...causes(error.cause)];
  if (code === 'DecryptionFailed' && lines.length === 1) lines.push(NO_KEY);
  return { code: ofArguments ? USAGE : REFUSED, lines };
}

const NO_KEY =
  'Look at the keys, their namespace and name, at --rsa-padding, and at --context: each pair with the value that it had';

function policyMend(isEncryption: boolean): string {
  return isEncryption
    ? 'Give --suite 0x0578 or 0x0478, or --commitment-policy forbid-encrypt-allow-decrypt for readers that know no commitment.'
    : 'It is as old clients write: give --commitment-policy require-encrypt-allow-decrypt, if that is meant.';
}

/** What KMS answered, or why it did not: a line each. */
function causes(cause: unknown): string[] {
  if (cause instanceof AggregateError) return cause.errors.flatMap(causes);
  if (cause instanceof EnvelopeError && cause.cause !== undefined) return causes(cause.cause);
  if (cause instanceof KmsError) return [`KMS: ${cause.code}: ${cause.message}${reason(cause)}`];
  if (cause instanceof SigV4Error) return [`credentials: ${cause.message}`];
  // The error above says in words what OpenSSL says in numbers.
  return cause instanceof Error && !systemCode(cause).startsWith('ERR_OSSL_') ? [cause.message] : [];
}

/** What the system said of a connection. */
function reason({ cause }: KmsError): string {
  const inner = cause instanceof Error ? (cause.cause ?? cause) : undefined;
  return inner instanceof Error && 'code' in inner ? ` (${systemCode(inner)})` : '';
}
