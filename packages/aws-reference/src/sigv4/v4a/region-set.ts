import { SigV4Error } from '../error.ts';

/** Regions in which a signature is good: `us-east-1`, several, or with `*` for any run of characters. */
export type RegionSet = string | readonly string[];

/**
 * The region set as it is signed, in the header `x-amz-region-set` or the parameter `X-Amz-Region-Set`: names joined with
 * `,` in the order given.
 *
 * @throws {@link SigV4Error} `MissingValue` when it is empty, `InvalidValue` for what is no name: a space, an empty name.
 */
export function regionSet(regions: RegionSet): string {
  const set = typeof regions === 'string' ? regions : regions?.join(',');
  if (!set) throw new SigV4Error('MissingValue', 'request', 'regionSet', 'missing, expected a Region or *');
  if (!/^[\w*-]+(,[\w*-]+)*$/.test(set)) {
    throw new SigV4Error('InvalidValue', 'request', 'regionSet', 'expected names such as us-east-1 or us-*');
  }
  return set;
}

/**
 * Whether a region set holds a Region, as Amazon S3 reads it: each name whole, in any case, `*` for any run of
 * characters.
 *
 * @param set - As it arrived.
 */
export function regionSetHolds(set: string, region: string): boolean {
  const name = region.toLowerCase();
  return set
    .toLowerCase()
    .split(',')
    .some((pattern) => pattern !== '' && matches(pattern.split('*'), name));
}

/** Whether a name is made of these pieces with anything between. Takes each piece where it first fits: one pass. */
function matches([head = '', ...pieces]: readonly string[], name: string): boolean {
  const tail = pieces.pop();
  if (tail === undefined) return head === name;
  if (!name.startsWith(head)) return false;
  let at = head.length;
  for (const piece of pieces) {
    const found = name.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return name.length - tail.length >= at && name.endsWith(tail);
}
