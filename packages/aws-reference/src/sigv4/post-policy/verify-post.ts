import { hmacHex } from '#primitives';
import { equalInConstantTime } from '../../bytes/equal.ts';
import { parseAmzDate } from '../amz-date.ts';
import { credentialScope } from '../credential-scope.ts';
import { SigV4Error } from '../error.ts';
import { MAX_EXPIRES_IN_SECONDS } from '../presign-url.ts';
import { keyFor } from '../signing-key.ts';
import { ALGORITHM } from '../string-to-sign.ts';
import type { Credentials } from '../types.ts';
import { splitAt } from '../uri-encode.ts';
import type { VerifyOptions } from '../verify-request.ts';
import { matches } from './condition.ts';
import { type FileLike, type Form, type FormInput, readForm } from './read-form.ts';
import { type Policy, readPolicy } from './read-policy.ts';
import type { PostRefusal } from './refusal.ts';

/** What verifying a form takes. */
export interface VerifyPostOptions
  extends Pick<VerifyOptions, 'credentials' | 'region' | 'keys' | 'date' | 'maxSkewSeconds' | 'explain'> {
  /** The signing name. Left out: `s3`. */
  readonly service?: string | undefined;
  /** The bucket that the form was sent to, from its address. */
  readonly bucket: string;
  /** The file, where the form does not hold it. With `size: Infinity` the caller holds it to `contentLength`. */
  readonly file?: FileLike | undefined;
}

/** A form that its policy allows. */
export interface VerifiedPost {
  readonly ok: true;
  readonly accessKeyId: string;
  readonly credentialScope: string;
  readonly amzDate: string;
  /** Of the object: `${filename}` is replaced. */
  readonly key: string;
  /** All by lower-case name, `${filename}` replaced; `x-ignore-…` is not proven. */
  readonly fields: ReadonlyMap<string, string>;
  /** Bytes that the policy allows the file. Whoever gave no size has to hold the file to it. */
  readonly contentLength: { readonly min: number; readonly max: number };
}

/** A form that is refused. Says nothing more, unless `explain` was asked for. */
export interface RefusedPost {
  readonly ok: false;
  readonly refusal?: PostRefusal;
}

export type PostVerification = VerifiedPost | RefusedPost;

/** Signed with when the access key id is unknown, so that the answer takes as long as for a known one. */
const NOBODY: Credentials = { accessKeyId: 'nobody', secretAccessKey: 'nobody' };

/** Fields without which no form is signed, in the order in which S3 misses them. */
const NEEDED = ['key', 'policy', 'x-amz-signature', 'x-amz-algorithm', 'x-amz-credential', 'x-amz-date'];

/** Milliseconds since 1970, or NaN for what is no moment. */
function momentOf(amzDate: string): number {
  try {
    return parseAmzDate(amzDate);
  } catch {
    return Number.NaN;
  }
}

/** What can be refused without a key. */
function checkFields({ fields, file }: Form, options: VerifyPostOptions): PostRefusal | undefined {
  const { bucket, region, service = 's3' } = options;
  const missing = NEEDED.find((name) => !fields.has(name)) ?? (file === undefined ? 'file' : undefined);
  if (missing !== undefined) return { reason: 'MissingField', field: missing };
  if (fields.get('x-amz-algorithm') !== ALGORITHM) return { reason: 'UnsupportedAlgorithm' };
  const amzDate = fields.get('x-amz-date') ?? '';
  if (Number.isNaN(momentOf(amzDate))) return { reason: 'Malformed', field: 'x-amz-date' };
  if ((fields.get('bucket') ?? bucket) !== bucket) return { reason: 'Malformed', field: 'bucket' };
  const [accessKeyId, claimed] = splitAt(fields.get('x-amz-credential') ?? '', '/');
  if (accessKeyId === '') return { reason: 'Malformed', field: 'x-amz-credential' };
  const scope = credentialScope({ date: amzDate.slice(0, 8), region, service });
  return claimed === scope ? undefined : { reason: 'WrongScope' };
}

/** Whether the policy lives, and was not signed ahead of now or more than seven days ago. */
function checkTime(signed: number, { expiration }: Policy, options: VerifyPostOptions): PostRefusal | undefined {
  const { date = new Date(), maxSkewSeconds = 900 } = options;
  const now = date.getTime();
  const age = Math.round((now - signed) / 1000);
  // `!(…)` also refuses the NaN of an invalid clock.
  if (!(-age <= maxSkewSeconds)) return { reason: 'NotYetValid', seconds: age };
  const end = Math.min(expiration, signed + 1000 * MAX_EXPIRES_IN_SECONDS);
  return now >= end ? { reason: 'Expired', seconds: Math.round((now - end) / 1000) } : undefined;
}

/** Fields that need no condition. */
const isFree = (name: string): boolean =>
  name === 'x-amz-signature' || name === 'policy' || name.startsWith('x-ignore-');

/** Whether all conditions hold, and each field has one: so that nobody adds what the signer did not think of. */
function checkConditions(
  { conditions }: Policy,
  fields: ReadonlyMap<string, string>,
  size: number,
): PostRefusal | undefined {
  const open = new Set([...fields.keys()].filter((name) => !isFree(name)));
  for (const condition of conditions) {
    const { operator, never, source } = condition;
    if (never !== undefined) return { reason: 'ConditionFailed', condition: source };
    if (operator === 'content-length-range') {
      // `!(…)` also refuses NaN.
      if (!(size >= condition.min)) return { reason: 'EntityTooSmall', condition: source };
      if (size > condition.max && size !== Number.POSITIVE_INFINITY) {
        return { reason: 'EntityTooLarge', condition: source };
      }
    } else if (matches(condition, fields.get(condition.field))) open.delete(condition.field);
    else return { reason: 'ConditionFailed', field: condition.field, condition: source };
  }
  const [extra] = open;
  return extra === undefined ? undefined : { reason: 'ExtraField', field: extra };
}

/** All ranges of a policy at once. */
function rangeOf({ conditions }: Policy): VerifiedPost['contentLength'] {
  const ranges = conditions.filter((one) => one.operator === 'content-length-range');
  return {
    min: Math.max(0, ...ranges.map(({ min }) => min)),
    max: Math.min(Number.POSITIVE_INFINITY, ...ranges.map(({ max }) => max)),
  };
}

async function verify(form: FormInput, options: VerifyPostOptions): Promise<VerifiedPost | PostRefusal> {
  const { region, service = 's3', bucket } = options;
  // Throws for the verifier's own mistakes before anything of the form is looked at.
  credentialScope({ date: '20000101', region, service });
  if (!bucket) throw new SigV4Error('MissingValue', 'verification', 'bucket', 'missing, expected a name');
  const read = readForm(form, options.file);
  if ('reason' in read) return read;
  const { fields, file } = read;
  const value = (name: string): string => fields.get(name) ?? '';
  const amzDate = value('x-amz-date');
  const early = checkFields(read, options);
  if (early !== undefined) return early;

  const [accessKeyId, claimedScope] = splitAt(value('x-amz-credential'), '/');
  const known = await options.credentials(accessKeyId);
  const { key } = keyFor({ credentials: known ?? NOBODY, region, service, keys: options.keys }, amzDate);
  // Over the policy as it arrived: what it says is not looked at before somebody vouches for it.
  const same = equalInConstantTime(hmacHex(key, value('policy')), value('x-amz-signature'));
  if (known === undefined) return { reason: 'UnknownKey' };
  if (!same) return { reason: 'SignatureMismatch' };
  if (!equalInConstantTime(value('x-amz-security-token'), known.sessionToken ?? '')) return { reason: 'InvalidToken' };
  if (known.expiration && known.expiration <= (options.date ?? new Date())) return { reason: 'ExpiredToken' };

  const policy = readPolicy(value('policy'));
  if ('reason' in policy) return policy;
  const all = new Map(fields).set('bucket', bucket);
  const late =
    checkTime(momentOf(amzDate), policy, options) ??
    checkConditions(policy, all, file?.size ?? Number.POSITIVE_INFINITY);
  if (late !== undefined) return late;
  const contentLength = rangeOf(policy);
  return { ok: true, accessKeyId, credentialScope: claimedScope, amzDate, key: value('key'), fields, contentLength };
}

/**
 * Verifies a form that a browser sent to a bucket: the signature over its policy, and every condition of the policy, as
 * S3 does.
 *
 * Names of fields and operators count in any case, values as they are. A condition on a field that is absent fails, and a
 * field without a condition is refused, the bucket itself among them. An unknown access key costs what a wrong signature
 * costs. What follows the file in the form is ignored. The form may be sent again until its policy ends.
 *
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html}
 *
 * @param form - As it arrived. A server that has not read the file gives `file` in the options.
 * @throws {@link SigV4Error} for options that are wrong; never because of the form.
 */
export async function verifyPost(form: FormInput, options: VerifyPostOptions): Promise<PostVerification> {
  const found = await verify(form, options);
  if ('ok' in found) return found;
  return options.explain === true ? { ok: false, refusal: found } : { ok: false };
}
