import { KmsError } from './error.ts';
import { parseObject } from './json.ts';
import { isTransient } from './retry.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The bare code: `com.amazonaws.kms#NotFoundException:http://…` is `NotFoundException`. */
function bareCode(code: string): string {
  return code.replace(/:.*$/s, '').replace(/^.*#/s, '');
}

/** @param secrets - Texts of the call that its error must not repeat. */
export function answerError(response: Response, body: string, secrets: readonly string[]): KmsError {
  const { __type: type, message: said, Message: elsewhere } = parseObject(body) ?? {};
  const { status, headers } = response;
  const code = bareCode(text(type) || headers.get('x-amzn-errortype') || `Http${status}`);
  const words = text(said) || text(elsewhere);
  const message = secrets.filter(Boolean).reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), words);
  const requestId = headers.get('x-amzn-requestid') ?? undefined;
  return new KmsError(code, message, { status, requestId, retryable: isTransient(code, status) });
}
