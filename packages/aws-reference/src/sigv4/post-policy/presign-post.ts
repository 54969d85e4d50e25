import { hmacHex } from '#primitives';
import { SigV4Error } from '../error.ts';
import { prepare } from '../prepare.ts';
import { MAX_EXPIRES_IN_SECONDS } from '../presign-url.ts';
import { keyFor } from '../signing-key.ts';
import type { SigningOptions } from '../signing-options.ts';
import { ALGORITHM } from '../string-to-sign.ts';
import type { PolicyCondition } from './condition.ts';
import { encodePolicy, postPolicy } from './post-policy.ts';
import { FILENAME } from './read-form.ts';

/** What signing a form takes. */
export interface PresignPostOptions extends Pick<SigningOptions, 'credentials' | 'date' | 'keys' | 'region'> {
  /** The signing name. Left out: `s3`. */
  readonly service?: string | undefined;
  /** The bucket that takes the upload. */
  readonly bucket: string;
  /** Where the form is sent. Left out: the bucket's address in its Region, by path when its name has a dot. */
  readonly url?: string | URL | undefined;
  /**
   * The object's key. With `${filename}` in it S3 puts in the name of the uploaded file, and the policy holds the key to
   * what stands before.
   */
  readonly key?: string | undefined;
  /** Instead of a key: the form may choose any that begins so. The field is set to the prefix and `${filename}`. */
  readonly keyPrefix?: string | undefined;
  /** Further fields, each of which the policy holds to its value (but for `x-ignore-…`): `{acl: 'public-read'}`. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
  /** Further conditions: ranges, and fields that the form itself adds or may change. */
  readonly conditions?: readonly PolicyCondition[] | undefined;
  /** Life of the form from the moment of signing: a whole number from 1 to 604,800. Left out: `expiration` says it. */
  readonly expiresInSeconds?: number | undefined;
  /** The end of that life, instead. */
  readonly expiration?: Date | undefined;
}

/** A form that whoever has it can send until it expires. */
export interface PresignedPost {
  /** Its `action`; the method is POST, the encoding `multipart/form-data`. */
  readonly url: string;
  /** Its hidden fields, in this order, all of them before the field `file`, which is the last. */
  readonly fields: Record<string, string>;
}

/** Set by the signer, or the policy and the file themselves. */
const OWN = /^(?:key|bucket|file|policy|x-amz-(?:algorithm|credential|date|security-token|signature))$/;

const invalid = (field: string, message: string): SigV4Error =>
  new SigV4Error('InvalidValue', 'request', field, message);

function urlOf({ url, bucket, region }: PresignPostOptions): string {
  if (url !== undefined) return String(url);
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) throw invalid('bucket', 'expected the name of a bucket');
  const host = `s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  return bucket.includes('.') ? `https://${host}/${bucket}` : `https://${bucket}.${host}/`;
}

/** The end of the policy: after the moment of signing, seven days later at most. */
function expirationOf({ expiration, expiresInSeconds }: PresignPostOptions, signed: number): Date {
  if ((expiration === undefined) === (expiresInSeconds === undefined)) {
    throw invalid('expiresInSeconds', 'expected it or expiration');
  }
  const life = expiration === undefined ? Number(expiresInSeconds) : (expiration.getTime() - signed) / 1000;
  // `!(…)` also refuses NaN.
  if (!(life > 0 && life <= MAX_EXPIRES_IN_SECONDS && (expiration !== undefined || Number.isInteger(life)))) {
    const field = expiration === undefined ? 'expiresInSeconds' : 'expiration';
    throw invalid(field, `expected 1 to ${MAX_EXPIRES_IN_SECONDS} seconds after signing`);
  }
  return expiration ?? new Date(signed + 1000 * life);
}

/** The field `key`, and its condition. */
function keyOf({ key, keyPrefix }: PresignPostOptions): [key: string, condition: PolicyCondition] {
  if ((key === undefined) === (keyPrefix === undefined)) throw invalid('key', 'expected it or keyPrefix');
  const value = key ?? `${keyPrefix}${FILENAME}`;
  if (value === '') throw invalid('key', 'empty, expected the key of an object');
  const at = value.indexOf(FILENAME);
  return [value, at === -1 ? { key: value } : ['starts-with', '$key', value.slice(0, at)]];
}

/** Name of the field that a condition speaks of, lower case. */
const fieldOf = (condition: PolicyCondition): string | undefined =>
  Array.isArray(condition) ? String(condition[1]).slice(1).toLowerCase() : Object.keys(condition)[0]?.toLowerCase();

/** Further fields, checked, and conditions for those that have none yet. */
function conditionsFor(
  fields: Readonly<Record<string, string>>,
  given: readonly PolicyCondition[],
): readonly PolicyCondition[] {
  const covered = new Set(given.map(fieldOf));
  const names = new Set<string>();
  const exact: PolicyCondition[] = [];
  for (const [anyCase, value] of Object.entries(fields)) {
    const name = anyCase.toLowerCase();
    const usable = /^(?!__proto__$)[\w.-]+$/.test(name) && !OWN.test(name) && !names.has(name);
    if (!usable) throw invalid(`fields.${anyCase}`, 'expected a name of its own');
    if (typeof value !== 'string') throw invalid(`fields.${anyCase}`, `a ${typeof value}, expected a string`);
    if (!covered.has(name) && !name.startsWith('x-ignore-')) exact.push({ [anyCase]: value });
    names.add(name);
  }
  return [...exact, ...given];
}

/**
 * Signs a form by which a browser uploads a file to S3 without credentials of its own, within what the policy allows.
 *
 * {@link https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html}
 *
 * @example
 * ```ts
 * const { url, fields } = presignPost({
 *   bucket: 'examplebucket', keyPrefix: 'user/user1/', conditions: [['content-length-range', 1, 1_048_576]],
 *   expiresInSeconds: 300, credentials, region: 'us-east-1',
 * });
 * ```
 * @returns A secret until it expires: whoever has the fields can upload.
 * @throws {@link SigV4Error} for everything that cannot be signed.
 */
export function presignPost(options: PresignPostOptions): PresignedPost {
  const { credentials, region, service = 's3', date = new Date(), bucket, fields = {}, conditions = [] } = options;
  if (!bucket) throw new SigV4Error('MissingValue', 'request', 'bucket', 'missing, expected a name');
  const { amzDate } = prepare({ method: 'POST', url: urlOf(options) }, { credentials, region, service, date });
  const { key: signingKey, credentialScope } = keyFor({ ...options, service }, amzDate);
  const [key, keyCondition] = keyOf(options);
  const own: Record<string, string> = {
    'x-amz-algorithm': ALGORITHM,
    'x-amz-credential': `${credentials.accessKeyId}/${credentialScope}`,
    'x-amz-date': amzDate,
  };
  if (credentials.sessionToken) own['x-amz-security-token'] = credentials.sessionToken;
  const policy = encodePolicy(
    postPolicy({
      expiration: expirationOf(options, date.getTime()),
      conditions: [
        { bucket },
        keyCondition,
        ...conditionsFor(fields, conditions),
        ...Object.entries(own).map(([name, value]) => ({ [name]: value })),
      ],
    }),
  );
  const signature = hmacHex(signingKey, policy);
  return { url: urlOf(options), fields: { key, ...fields, ...own, policy, 'x-amz-signature': signature } };
}
