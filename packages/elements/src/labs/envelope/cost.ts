/**
 * Price and quota of symmetric requests, as the notes have them.
 *
 * {@link https://aws.amazon.com/kms/pricing/},
 * {@link https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html}
 */
export const PRICE = { usd: 0.03, per: 10_000, free: 20_000 } as const;
/** Requests a second of an account in most Regions. */
export const QUOTA = 10_000;

/** How much is encrypted, and how long a data key is used. */
export interface CacheForm {
  /** Messages a month. Each is written once and read once. */
  readonly messages: number;
  /** Messages a second while there are some, evenly spaced. */
  readonly perSecond: number;
  /** Bytes of plaintext in each. */
  readonly size: number;
  readonly maxMessages: number;
  readonly maxAgeSeconds: number;
  readonly maxBytes: number;
}

export const FIRST_CACHE: CacheForm = {
  messages: 1_000_000,
  perSecond: 20,
  size: 1000,
  maxMessages: 100,
  maxAgeSeconds: 300,
  maxBytes: 1_000_000,
};

/** Greatest value of each field. The least is 1; of messages a second any positive number. */
export const CACHE_LIMITS: CacheForm = {
  messages: 1_000_000_000_000,
  perSecond: 1_000_000,
  size: 1_000_000_000,
  maxMessages: 4_294_967_296,
  maxAgeSeconds: 31_536_000,
  maxBytes: 9_007_199_254_740_991,
};

export type Threshold = 'messages' | 'age' | 'bytes';

/** Messages under one data key, and which threshold ends it. */
export interface Reuse {
  readonly messages: number;
  readonly ends: Threshold;
}

/** How many messages one data key gets: the first threshold that is reached ends it. */
export function reuseOf({ perSecond, size, maxMessages, maxAgeSeconds, maxBytes }: CacheForm): Reuse {
  // The last one comes before the age is reached.
  const inTime = Math.max(1, Math.ceil(Number((maxAgeSeconds * perSecond).toPrecision(12))));
  const inBytes = Math.max(1, Math.floor(maxBytes / size));
  const messages = Math.min(maxMessages, inTime, inBytes);
  const ends = messages === maxMessages ? 'messages' : messages === inBytes ? 'bytes' : 'age';
  return { messages, ends };
}

/** Calls to KMS, what they cost, and how fast they come. */
export interface Calls {
  readonly generateDataKey: number;
  readonly decrypt: number;
  readonly perSecond: number;
  readonly usd: number;
}

/** Calls for messages of which each data key gets so many. */
export function callsFor({ messages, perSecond }: CacheForm, reuse: number): Calls {
  const keys = Math.ceil(messages / reuse);
  const billed = Math.max(0, 2 * keys - PRICE.free);
  return {
    generateDataKey: keys,
    decrypt: keys,
    perSecond: (2 * perSecond) / reuse,
    usd: (billed / PRICE.per) * PRICE.usd,
  };
}

/** With and without a cache. */
export interface Estimate {
  readonly reuse: Reuse;
  readonly without: Calls;
  readonly with: Calls;
}

export function estimateOf(form: CacheForm): Estimate {
  const reuse = reuseOf(form);
  return { reuse, without: callsFor(form, 1), with: callsFor(form, reuse.messages) };
}

/** Why a value cannot be used; `undefined` when it can. */
export function cacheError(name: keyof CacheForm, value: number): string | undefined {
  const most = CACHE_LIMITS[name];
  const least = name === 'perSecond' ? 0.001 : 1;
  const isWhole = name === 'perSecond' || Number.isInteger(value);
  if (value >= least && value <= most && isWhole) return undefined;
  const kind = name === 'perSecond' ? 'a number' : 'a whole number';
  return `Expected ${kind} from ${least} to ${most.toLocaleString('en-US')}`;
}
