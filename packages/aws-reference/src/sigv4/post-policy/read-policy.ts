import { fromBase64 } from '../../bytes/base64.ts';
import { type Condition, readCondition } from './condition.ts';
import type { PostRefusal } from './refusal.ts';

/** A policy that is read. */
export interface Policy {
  /** Milliseconds since 1970. */
  readonly expiration: number;
  readonly conditions: readonly Condition[];
}

const invalid = (field: string): PostRefusal => ({ reason: 'InvalidPolicy', field });

/** `2015-12-30T12:00:00.000Z`, with milliseconds or without; NaN for all else, another time zone among it. */
function readExpiration(text: unknown): number {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/.test(text)) return Number.NaN;
  const time = Date.parse(text);
  // Date.parse lets 30 February roll over to March in some engines.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 19)) ? time : Number.NaN;
}

function parse(policy: string): unknown {
  const bytes = fromBase64(policy);
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/**
 * Reads the field `policy`: the two members that a policy has, in this case and no others.
 *
 * @param policy - Base64, of bounded length. Its signature is verified before.
 */
export function readPolicy(policy: string): Policy | PostRefusal {
  const document = parse(policy);
  if (typeof document !== 'object' || document === null) return invalid('policy');
  const unexpected = Object.keys(document).find((name) => name !== 'expiration' && name !== 'conditions');
  if (unexpected !== undefined) return invalid(unexpected);
  const members = document as { readonly expiration?: unknown; readonly conditions?: unknown };
  const expiration = readExpiration(members.expiration);
  if (Number.isNaN(expiration)) return invalid('expiration');
  if (!Array.isArray(members.conditions)) return invalid('conditions');
  const conditions: Condition[] = [];
  for (const [at, one] of members.conditions.entries()) {
    const condition = readCondition(one);
    if (typeof condition === 'string') return invalid(`conditions[${at}]`);
    conditions.push(condition);
  }
  return { expiration, conditions };
}
