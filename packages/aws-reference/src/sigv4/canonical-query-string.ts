import { canonicalEscape, splitAt } from './uri-encode.ts';

/** A service reads `+` in a query as a space, as forms do; in canonical spelling it is `%20`. */
const canonical = (text: string): string => canonicalEscape(text.replaceAll('+', ' ')).replaceAll('/', '%2F');

/**
 * The parameters of a wire query in canonical spelling, `name=value` each, in the order of the wire. A name without `=`
 * has an empty value; empty pieces (`a=1&&b=2`) carry nothing.
 */
export function queryParameters(query: string): string[] {
  const parameters: string[] = [];
  for (const piece of query.split('&')) {
    if (/^[\w.~-]+=[\w.~-]*$/.test(piece)) parameters.push(piece);
    else if (piece !== '') parameters.push(splitAt(piece, '=').map(canonical).join('='));
  }
  return parameters;
}

/**
 * By encoded name, then by encoded value. Comparing the joined pairs would be wrong, because `-` comes before `=`; a
 * space comes before every character of canonical spelling.
 */
function byNameAndValue(a: string, b: string): number {
  return a.replace('=', ' ') < b.replace('=', ' ') ? -1 : 1;
}

/**
 * CanonicalQueryString: each name and value encoded, sorted by encoded name and then by encoded value, joined as
 * `name=value` with `&`.
 *
 * {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request}
 *
 * @param query - The query as it is on the wire, without `?`.
 */
export function canonicalQueryString(query: string): string {
  return query === '' ? '' : queryParameters(query).sort(byNameAndValue).join('&');
}
