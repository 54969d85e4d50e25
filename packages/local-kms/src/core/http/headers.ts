import type { HeadersInput } from '@notebank/aws-reference/sigv4';

/** Value of a header, given in any of the shapes of {@link HeadersInput}; empty when it is not there. */
export function headerOf(headers: HeadersInput | undefined, name: string): string {
  if (headers === undefined) return '';
  const pairs: Iterable<readonly [string, unknown]> =
    Symbol.iterator in headers ? (headers as Iterable<readonly [string, string]>) : Object.entries(headers);
  for (const [key, value] of pairs) if (key.toLowerCase() === name) return String(value ?? '');
  return '';
}
