import { invalid } from './error.ts';
import { isMultiRegion, keyArn, parseKeyArn, regionOf, sameMultiRegionKey } from './key-arn.ts';
import { decryptFailed, type Keyring, keyringFailed } from './keyring.ts';
import { checkedKeyId, decryptWithKms, encryptWithKms, type KmsCallOptions } from './kms-calls.ts';
import { encryptWithAll } from './multi-keyring.ts';

export interface KmsKeyringOptions extends KmsCallOptions {
  /** Makes the data key. Key id, key ARN, alias name or alias ARN; to decrypt, it must be the key ARN. */
  readonly generatorKeyId?: string | undefined;
  /** Each encrypts the same data key, so that any of them can decrypt the message. */
  readonly keyIds?: readonly string[] | undefined;
}

/**
 * A keyring of KMS keys. It decrypts with the keys it names only, by their ARN.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/use-kms-keyring.html}
 *
 * @throws {@link EnvelopeError} `InvalidValue`.
 */
export function kmsKeyring(options: KmsKeyringOptions): Keyring {
  return kmsKeys(options, (configured, arn) => configured === arn);
}

/**
 * A keyring of KMS keys, where a multi-Region key also decrypts what its relatives in other Regions encrypted. It calls
 * the key it names, in the Region of that key.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/configure.html#config-mrks}
 *
 * @throws {@link EnvelopeError} `InvalidValue`.
 */
export function kmsMultiRegionKeyring(options: KmsKeyringOptions): Keyring {
  return kmsKeys(options, sameMultiRegionKey);
}

function kmsKeys(options: KmsKeyringOptions, matches: (configured: string, arn: string) => boolean): Keyring {
  const { generatorKeyId, keyIds = [] } = options;
  const generators = generatorKeyId === undefined ? [] : [checkedKeyId('generatorKeyId', generatorKeyId)];
  const ids = [...generators, ...keyIds.map((id) => checkedKeyId('keyIds', id))];
  if (ids.length === 0) throw invalid('generatorKeyId', 'expected it, or keyIds');
  const encrypting = ids.map((id) => ({
    onEncrypt: (request: Parameters<Keyring['onEncrypt']>[0]) => encryptWithKms(id, options, request),
    onDecrypt: async () => undefined,
  }));
  return Object.freeze<Keyring>({
    async onEncrypt(request) {
      if (generators.length === 0 && !request.dataKey) throw invalid('generatorKeyId', 'expected one, to encrypt with');
      return await encryptWithAll(encrypting, request);
    },
    async onDecrypt(request) {
      const causes: unknown[] = [];
      const dataKey = await decryptWithKms(options, request, (arn) => ids.find((id) => matches(id, arn)), causes);
      if (!dataKey && causes.length > 0) throw decryptFailed(causes);
      return dataKey;
    },
  });
}

/** KMS keys that may be asked. */
export interface DiscoveryFilter {
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  /** 12 digits each. */
  readonly accounts: readonly string[];
}

export interface KmsDiscoveryOptions extends KmsCallOptions {
  /** Left out: keys of every account are asked, and a message may be one that somebody else encrypted. */
  readonly discoveryFilter?: DiscoveryFilter | undefined;
  /** Take multi-Region keys in this Region, whichever the message names; of others, those of this Region only. */
  readonly region?: string | undefined;
}

/**
 * A keyring that decrypts with whichever KMS key the message names, and never encrypts.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/use-kms-keyring.html#kms-keyring-discovery}
 *
 * @throws {@link EnvelopeError} `InvalidValue`.
 */
export function kmsDiscoveryKeyring(options: KmsDiscoveryOptions): Keyring {
  const { discoveryFilter: filter, region } = options;
  if (filter && (!filter.partition || filter.accounts.length === 0 || filter.accounts.includes(''))) {
    throw invalid('discoveryFilter', 'expected a partition and one account at least');
  }
  const keyFor = (text: string): string | undefined => {
    const arn = parseKeyArn(text);
    if (!arn || (filter && (arn.partition !== filter.partition || !filter.accounts.includes(arn.account))))
      return undefined;
    if (region === undefined) return text;
    if (isMultiRegion(arn)) return keyArn({ ...arn, region });
    return regionOf(text) === region ? text : undefined;
  };
  return Object.freeze<Keyring>({
    async onEncrypt() {
      throw keyringFailed('a discovery keyring only decrypts');
    },
    async onDecrypt(request) {
      const causes: unknown[] = [];
      const dataKey = await decryptWithKms(options, request, keyFor, causes);
      if (!dataKey && causes.length > 0) throw decryptFailed(causes);
      return dataKey;
    },
  });
}
