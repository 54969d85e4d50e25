import { type RsaKey, randomBytes, rsaDecrypt, rsaEncrypt, rsaPrivateKey, rsaPublicKey } from '#cipher';
import { fromBase64 } from '../bytes/base64.ts';
import { sameBytes } from '../bytes/equal.ts';
import { utf8 } from '../bytes/utf8.ts';
import type { RsaPadding } from '../primitives/cipher-types.ts';
import { isUnsupported } from '../primitives/unsupported.ts';
import { invalid } from './error.ts';
import { checkedNamespace } from './key-namespace.ts';
import { decryptFailed, type Keyring, keyringFailed } from './keyring.ts';

export interface RawRsaOptions {
  /** Goes into the message as `keyProviderId`. Not `aws-kms`. */
  readonly keyNamespace: string;
  /** Tells this key from others of the namespace. Goes into the message too. */
  readonly keyName: string;
  /** OAEP takes its hash for MGF1 too. `PKCS1` (v1.5) is for old messages. WebCrypto lacks it. */
  readonly padding: RsaPadding;
  /** PEM, `BEGIN PUBLIC KEY`: encrypts. */
  readonly publicKey?: string | undefined;
  /** PEM, `BEGIN PRIVATE KEY`: decrypts. Nothing is encrypted with a public key derived from it. */
  readonly privateKey?: string | undefined;
}

/**
 * A keyring that encrypts data keys with an RSA key of the caller. RSA binds no encryption context to the data key; the
 * header of the message does.
 *
 * {@link https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/use-raw-rsa-keyring.html}
 *
 * @throws {@link EnvelopeError} `InvalidValue`.
 */
export function rawRsaKeyring({ keyNamespace, keyName, padding, publicKey, privateKey }: RawRsaOptions): Keyring {
  checkedNamespace(keyNamespace, keyName);
  if (!/^(?:PKCS1|OAEP-SHA-(?:1|256|384|512))$/.test(padding))
    throw invalid('padding', 'expected PKCS1 or OAEP-SHA-256');
  if (publicKey === undefined && privateKey === undefined) throw invalid('publicKey', 'expected it, or privateKey');
  const encrypts = prepared('publicKey', publicKey, 'PUBLIC KEY', (der) => rsaPublicKey(der, padding));
  const decrypts = prepared('privateKey', privateKey, 'PRIVATE KEY', (der) => rsaPrivateKey(der, padding));
  const keyProviderInfo = utf8(keyName);
  return Object.freeze<Keyring>({
    async onEncrypt({ algorithmSuite: { keyLength }, dataKey = randomBytes(keyLength) }) {
      if (!encrypts) throw keyringFailed(`raw RSA key ${JSON.stringify(keyName)} has no publicKey to encrypt with`);
      const key = await encrypts;
      try {
        const ciphertext = await rsaEncrypt(key, dataKey);
        return { dataKey, encryptedDataKeys: [{ keyProviderId: keyNamespace, keyProviderInfo, ciphertext }] };
      } catch (cause) {
        throw keyringFailed(`raw RSA key ${JSON.stringify(keyName)} is too small for a data key`, cause);
      }
    },
    async onDecrypt({ algorithmSuite: { keyLength }, encryptedDataKeys }) {
      if (!decrypts) return undefined;
      for (const { keyProviderId, keyProviderInfo: info, ciphertext } of encryptedDataKeys) {
        if (keyProviderId !== keyNamespace || !sameBytes(info, keyProviderInfo)) continue;
        const key = await decrypts;
        const dataKey = await unwrapped(key, ciphertext);
        if (dataKey?.length === keyLength) return dataKey;
        dataKey?.fill(0);
      }
      return undefined;
    },
  });
}

/** Whatever was wrong with the padding is not told. */
async function unwrapped(key: RsaKey, ciphertext: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    return await rsaDecrypt(key, ciphertext);
  } catch (error) {
    // Throws what the runtime cannot do.
    decryptFailed([error]);
    return undefined;
  }
}

/** Begins to prepare a key, once for all messages. */
function prepared(
  field: string,
  pem: string | undefined,
  label: string,
  prepare: (der: Uint8Array<ArrayBuffer>) => RsaKey | Promise<RsaKey>,
): Promise<RsaKey> | undefined {
  if (pem === undefined) return undefined;
  const [, base64 = ''] =
    new RegExp(`^\\s*-----BEGIN ${label}-----([\\sA-Za-z0-9+/=]+)-----END ${label}-----\\s*$`).exec(pem) ?? [];
  const der = fromBase64(base64.replace(/\s/g, ''));
  if (!der?.length) throw invalid(field, `expected PEM with BEGIN ${label}; openssl pkey writes it`);
  const key = (async () => {
    try {
      return await prepare(der);
    } catch (cause) {
      throw isUnsupported(cause) ? cause : invalid(field, 'expected an RSA key');
    } finally {
      der.fill(0);
    }
  })();
  // Told to whoever uses the keyring.
  key.catch(() => {});
  return key;
}
