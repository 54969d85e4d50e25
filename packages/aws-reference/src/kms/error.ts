/** What is known of a failed call beside its code. */
export interface KmsErrorDetails extends ErrorOptions {
  /** HTTP status; `undefined` when no answer came. */
  readonly status?: number | undefined;
  /** What AWS asks for when it is to look into a call. */
  readonly requestId?: string | undefined;
  /** Whether the same call may succeed later. */
  readonly retryable?: boolean | undefined;
}

/** Errors that KMS sends without a word, so that they tell nothing to whoever tries ciphertexts. */
const SILENT: Readonly<Record<string, string>> = {
  InvalidCiphertextException:
    'the ciphertext is not one of KMS, was changed, or has another encryption context (every pair, exact case)',
};

/**
 * The one error of the client. `code` is that of the service (`NotFoundException`, `DisabledException`,
 * `InvalidCiphertextException` …), its message is `message`, or one of these:
 *
 * - `InvalidInput`: refused before the call; no answer, no cost.
 * - `NetworkFault`: no answer came, and the `cause` has the reason; or none within `requestTimeoutMs`.
 * - `InvalidResponse`: an answer came that KMS would not give, or a longer one; `endpoint` may lead elsewhere.
 *
 * No message has a plaintext, a grant token or a credential.
 */
export class KmsError extends Error {
  override readonly name = 'KmsError';
  readonly code: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly retryable: boolean;

  constructor(
    code: string,
    message: string,
    { status, requestId, retryable = false, ...options }: KmsErrorDetails = {},
  ) {
    super(message || SILENT[code] || `${code}: the service said nothing more`, options);
    this.code = code;
    this.status = status;
    this.requestId = requestId;
    this.retryable = retryable;
  }
}
