import type { LinkVerifier } from './chain.ts';
import { refused } from './refusal.ts';
import { canonicalTrailers, TRAILER_SIGNATURE } from './trailers.ts';

/** Takes the lines that follow the last chunk. */
export interface TrailerReader {
  /** Takes a line; `true` when it was the last. */
  take(line: string): Promise<boolean>;
  readonly values: ReadonlyMap<string, string>;
}

/** Name and value; S3 takes spaces around both. */
const TRAILER = /^[ \t]*([!#$%&'*+.^_`|~\w-]+)[ \t]*:[ \t]*([\t -~]*?)[ \t]*$/;

/**
 * Reads trailers, whichever way they are framed: right after the line of the last chunk, or after an empty line; the
 * signature after the last trailer, or after an empty line; a line feed of its own after each.
 *
 * @param names - What was announced: each has to be there, once, and nothing else.
 * @param verify - Of the chain. Left out: trailers are not signed.
 */
export function readTrailers(names: readonly string[], verify: LinkVerifier | undefined): TrailerReader {
  const values = new Map<string, string>();
  const missing = (): string[] => names.filter((name) => !values.has(name));
  // The places where an empty line is no end; each is passed once.
  let begun = names.length === 0;
  let signed = verify === undefined;
  let signing = signed;

  const add = async (text: string): Promise<void> => {
    const [, anyCase = '', value = ''] = TRAILER.exec(text) ?? [];
    if (anyCase === '') throw refused('Malformed', 'trailer');
    const name = anyCase.toLowerCase();
    if (verify !== undefined && !signed && name === TRAILER_SIGNATURE) {
      if (missing().length > 0) throw refused('MissingTrailer', missing().join(','));
      if (!(await verify(canonicalTrailers(values), value))) throw refused('SignatureMismatch', name);
      signed = true;
    } else if (names.includes(name) && !values.has(name)) {
      values.set(name, value);
      begun = true;
    } else {
      throw refused('UnexpectedTrailer', name);
    }
  };
  const endsAtBlank = (): boolean => {
    const complete = missing().length === 0;
    if (complete && signed) return true;
    if (complete ? signing : begun) {
      throw refused('MissingTrailer', [...missing(), ...(signed ? [] : [TRAILER_SIGNATURE])].join(','));
    }
    begun = true;
    signing ||= complete;
    return false;
  };
  return {
    values,
    async take(line) {
      if (line === '') return endsAtBlank();
      for (const one of line.replace(/\n$/, '').split('\n')) await add(one);
      return false;
    },
  };
}
