import { KmsError } from '@notebank/aws-reference/kms';

/** What the service answers when a call fails: its code, and its words, which may be none. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: string;
  /** HTTP status. KMS answers 400 to everything that the caller can mend. */
  readonly status: number;

  constructor(code: string, message = '', status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The same for callers in this process: the error that a client makes of the answer. */
export function asKmsError({ code, message, status }: Fault): KmsError {
  return new KmsError(code, message, { status, retryable: status >= 500 });
}
