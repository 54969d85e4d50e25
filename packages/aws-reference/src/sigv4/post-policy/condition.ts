/**
 * A condition of a policy, as it stands in the document:
 *
 * | condition | holds when |
 * |---|---|
 * | `{acl: 'public-read'}`, `['eq', '$acl', 'public-read']` | the field has this value |
 * | `['starts-with', '$key', 'user/']` | the field begins so; with `''` when it is there |
 * | `['content-length-range', 1, 1024]` | the file has so many bytes, both ends included |
 *
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html#sigv4-ConditionMatching}
 */
export type PolicyCondition =
  | Readonly<Record<string, string>>
  | readonly ['eq' | 'starts-with', `$${string}`, string]
  | readonly ['content-length-range', number, number];

/** A condition on a field. */
export interface FieldCondition {
  readonly operator: 'eq' | 'starts-with';
  /** Lower case, without `$`. */
  readonly field: string;
  readonly value: string;
}

/** A condition on the size of the file, in bytes, both ends included. */
export interface RangeCondition {
  readonly operator: 'content-length-range';
  readonly min: number;
  readonly max: number;
}

/** A condition that is read. With `never`, which says why, it is one that S3 reads and that nothing fulfils. */
export type Condition = (FieldCondition | RangeCondition) & {
  readonly source: PolicyCondition;
  readonly never?: string | undefined;
};

/** Fields that S3's table of conditions matches exactly and that decide who signed, when, for where. */
const EXACT: ReadonlySet<string> = new Set([
  'bucket',
  'success_action_status',
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-security-token',
]);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads a condition.
 *
 * @param source - What the document holds.
 * @returns A text that says what is wrong with it, or the condition.
 */
export function readCondition(source: unknown): Condition | string {
  if (isObject(source)) {
    const [[name, value] = [], ...more] = Object.entries(source);
    if (name === undefined || more.length > 0) return 'expected one field';
    return readMatch('eq', `$${name}`, value);
  }
  if (!Array.isArray(source) || source.length !== 3) return 'expected an object or three values';
  const [operator, first, second] = source as unknown[];
  const name = String(operator).toLowerCase();
  if (name === 'content-length-range') return readRange(first, second);
  if (name !== 'eq' && name !== 'starts-with') return 'expected eq, starts-with or content-length-range';
  return readMatch(name, first, second);
}

function readMatch(operator: FieldCondition['operator'], name: unknown, value: unknown): Condition | string {
  if (typeof name !== 'string' || typeof value !== 'string') return 'expected strings';
  const source: PolicyCondition = [operator, name as `$${string}`, value];
  const field = name.slice(1).toLowerCase();
  const inexact = operator === 'starts-with' && EXACT.has(field);
  const never = name[0] !== '$' || field === '' ? 'expected $ and a field' : inexact ? 'expected eq' : undefined;
  return { operator, field, value, source, never };
}

/** S3 takes digits in quotes, too. */
function readRange(first: unknown, second: unknown): Condition | string {
  const ends = [first, second];
  if (ends.some((end) => typeof end !== 'string' && !(Number.isSafeInteger(end) && Number(end) >= 0))) {
    return 'expected whole numbers';
  }
  const [min, max] = ends.map((end) => (/^\d{1,16}$/.test(String(end)) ? Number(end) : Number.NaN)) as [number, number];
  const source = ['content-length-range', first, second] as PolicyCondition;
  const never = min <= max ? undefined : 'expected the lower end and the upper end';
  return { operator: 'content-length-range', min, max, source, never };
}

/** Whether a field fulfils a condition. One that is absent fulfils none, not even `starts-with` nothing. */
export function matches({ operator, field, value }: FieldCondition, sent: string | undefined): boolean {
  if (sent === undefined) return false;
  if (operator === 'eq') return sent === value;
  // Of this field alone a comma makes a list, each of which has to begin so.
  return (field === 'content-type' ? sent.split(',') : [sent]).every((one) => one.startsWith(value));
}
