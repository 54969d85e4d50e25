/** ARN of a KMS key, in parts. */
export interface KeyArn {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** `mrk-` begins that of a multi-Region key. */
  readonly keyId: string;
}

const KEY_ARN = /^arn:([^:]+):kms:([^:]+):([^:]+):key\/([^/:]+)$/;

/** The parts of a key ARN; `undefined` for all else: key ids, aliases, ARNs of aliases. */
export function parseKeyArn(text: string): KeyArn | undefined {
  const [, partition, region, account, keyId] = KEY_ARN.exec(text) ?? [];
  if (!partition || !region || !account || !keyId) return undefined;
  return { partition, region, account, keyId };
}

export function keyArn({ partition, region, account, keyId }: KeyArn): string {
  return `arn:${partition}:kms:${region}:${account}:key/${keyId}`;
}

/** Region of the ARN of a key or an alias. */
export function regionOf(id: string): string | undefined {
  return /^arn:[^:]+:kms:([^:]+):/.exec(id)?.[1];
}

export function isMultiRegion({ keyId }: KeyArn): boolean {
  return keyId.startsWith('mrk-');
}

/** Whether two ARNs name the same key: for multi-Region keys, in whichever Region. */
export function sameMultiRegionKey(a: string, b: string): boolean {
  const [first, second] = [parseKeyArn(a), parseKeyArn(b)];
  if (!first || !second || !isMultiRegion(first)) return a === b;
  return keyArn({ ...first, region: '' }) === keyArn({ ...second, region: '' });
}
