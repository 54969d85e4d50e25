import { canonicalEscape } from './uri-encode.ts';

/** A parameter in canonical spelling. */
export type QueryParameter = readonly [name: string, value: string];

const PLAIN = /^[\w.~-]*$/;

function canonical(text: string): string {
  // A service reads `+` in a query as a space, as forms do; on the way out it is always %20.
  return PLAIN.test(text) ? text : canonicalEscape(text.replaceAll('+', ' '), 'url');
}

/**
 * The parameters of a wire query in canonical spelling, in the order of the wire. A name without `=` has an empty value;
 * empty pieces (`a=1&&b=2`) carry nothing.
 */
export function queryParameters(query: string): QueryParameter[] {
  const parameters: QueryParameter[] = [];
  if (query === '') return parameters;
  for (const piece of query.split('&')) {
    if (piece === '') continue;
    const at = piece.indexOf('=');
    if (at === -1) parameters.push([canonical(piece), '']);
    else parameters.push([canonical(piece.slice(0, at)), canonical(piece.slice(at + 1))]);
  }
  return parameters;
}

/** By encoded name, then by encoded value: both are ASCII, so that code units are bytes. */
function byNameAndValue(a: QueryParameter, b: QueryParameter): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  if (a[1] === b[1]) return 0;
  return a[1] < b[1] ? -1 : 1;
}

/** Joins parameters in canonical spelling to a CanonicalQueryString. */
export function joinParameters(parameters: readonly QueryParameter[]): string {
  const sorted = parameters.length > 1 ? parameters.toSorted(byNameAndValue) : parameters;
  let text = '';
  for (const [name, value] of sorted) text += `${text === '' ? '' : '&'}${name}=${value}`;
  return text;
}

/**
 * CanonicalQueryString: each name and value encoded, sorted by encoded name and then by encoded value, joined as
 * `name=value` with `&`. Sorting the joined pairs would be wrong: `-` comes before `=`.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request}
 *
 * @param query - The query as it is on the wire, without `?`.
 */
export function canonicalQueryString(query: string): string {
  return query === '' ? '' : joinParameters(queryParameters(query));
}
