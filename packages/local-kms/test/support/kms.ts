import { createLocalKms, type LocalKms, type LocalKmsOptions } from '../../src/core/index.ts';

/** An answer over HTTP, its JSON parsed. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Bytes that look random and come again in every run. */
export function countedBytes(start = 1): (size: number) => Uint8Array {
  let state = start;
  return (size) =>
    Uint8Array.from({ length: size }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
}

/** A KMS that stands still at a moment and whose own faults fail the test. */
export function testKms(options: LocalKmsOptions = {}): LocalKms {
  return createLocalKms({
    now: () => new Date('2026-11-22T12:00:00Z'),
    random: countedBytes(),
    verifySignatures: false,
    onInternalError(error) {
      throw error;
    },
    ...options,
  });
}

/** Sends an operation as JSON, without signature. */
export async function post(kms: LocalKms, operation: string, input: unknown): Promise<Answered> {
  const { status, headers, body } = await kms.handle({
    method: 'POST',
    url: '/',
    headers: {
      host: 'kms.us-east-1.amazonaws.com',
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `TrentService.${operation}`,
    },
    body: typeof input === 'string' ? new TextEncoder().encode(input) : new TextEncoder().encode(JSON.stringify(input)),
  });
  return { status, headers, body: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>) };
}

/** Code and words of an answer that failed. */
export function said({ status, body }: Answered): readonly [status: number, code: unknown, message: unknown] {
  return [status, body.__type, body.message];
}

export const base64 = (text: string): string => btoa(text);

/** A key for tests, and its ARN. */
export async function newKey(kms: LocalKms): Promise<{ readonly id: string; readonly arn: string }> {
  const { KeyMetadata } = await kms.createKey({});
  return { id: KeyMetadata.KeyId, arn: KeyMetadata.Arn };
}
