import { type AesKey, open, verifier } from '#cipher';
import { sameBytes } from '../bytes/equal.ts';
import type { EncryptionContext } from '../kms/types.ts';
import type { Verifier } from '../primitives/cipher-types.ts';
import { isUnsupported } from '../primitives/unsupported.ts';
import { checkDecryptionSuite } from './commitment-policy.ts';
import { checkedContext, contextOf, NO_CONTEXT, pairsWith } from './encryption-context.ts';
import { DecryptError, EnvelopeError } from './error.ts';
import { checkedCount, type EnvelopeOptions } from './limits.ts';
import { materialsOf } from './materials.ts';
import { headerAad, type MessageHeader, ZERO_IV } from './message-header.ts';
import { messageKey } from './message-key.ts';

export interface DecryptOptions extends EnvelopeOptions {
  /**
   * Pairs that must be bound to the message with these values: stored in it, or given when it was encrypted as required
   * pairs, which it does not store. It may have more.
   */
  readonly encryptionContext?: EncryptionContext | undefined;
  /** Refuse signed messages: of those, a stream lets plaintext go before the signature was verified. */
  readonly decryptUnsignedOnly?: boolean | undefined;
}

/** A message of which the header was authenticated. */
export interface OpenedMessage {
  readonly key: AesKey;
  /** All pairs that are bound to the message, stored or given. */
  readonly encryptionContext: EncryptionContext;
  /** Verifies a signed suite. Was not given the header. */
  readonly verifier: Verifier | undefined;
}

/** Options that were checked. */
export interface DecryptPlan {
  readonly limits: { readonly maxEncryptedDataKeys: number };
  open(header: MessageHeader, bytes: Uint8Array, signatureLimit: number): Promise<OpenedMessage>;
}

/** Checks the options. */
export function planDecryption(options: DecryptOptions): DecryptPlan {
  const maxEncryptedDataKeys = checkedCount('maxEncryptedDataKeys', options.maxEncryptedDataKeys ?? 65_535, 65_535);
  const given = checkedContext(options.encryptionContext ?? NO_CONTEXT);
  const manager = materialsOf(options.keys);
  return {
    limits: { maxEncryptedDataKeys },
    async open(header, bytes, signatureLimit) {
      const { algorithmSuite, encryptionContext: stored, encryptedDataKeys } = header;
      checkPolicy(options, header);
      const encryptionContext = merged(stored, given);
      const reproducedEncryptionContext = given;
      const request = { algorithmSuite, encryptionContext, encryptedDataKeys, reproducedEncryptionContext };
      const { dataKey, verificationKey } = await manager.getDecryptionMaterials(request).catch(withCause);
      const missing = pairsWith(given, (name) => !Object.hasOwn(stored, name));
      try {
        const key = await authenticated(header, headerAad(bytes.subarray(0, header.bodyLength), missing), dataKey);
        const { curve } = algorithmSuite;
        const checking = curve && (await verifier(curve, verificationKey ?? new Uint8Array(), signatureLimit));
        return { key, encryptionContext, verifier: checking };
      } catch (error) {
        throw decryptError(error);
      } finally {
        dataKey.fill(0);
      }
    },
  };
}

function checkPolicy(
  { commitmentPolicy, decryptUnsignedOnly }: DecryptOptions,
  { algorithmSuite }: MessageHeader,
): void {
  checkDecryptionSuite(commitmentPolicy, algorithmSuite);
  if (decryptUnsignedOnly && algorithmSuite.curve) {
    throw new EnvelopeError('SignedMessage', 'decryptUnsignedOnly', 'the message is signed');
  }
}

/** Both contexts. A pair that both have must be the same. */
function merged(stored: EncryptionContext, given: EncryptionContext): EncryptionContext {
  const [pairs, more] = [Object.entries(stored), Object.entries(given)];
  if (more.some(([name, value]) => (stored[name] ?? value) !== value)) throw new DecryptError();
  return more.length === 0 ? stored : contextOf([...pairs, ...more]);
}

/** Derives the key; commitment first, then the tag of the header. */
async function authenticated(header: MessageHeader, aad: Uint8Array, dataKey: Uint8Array): Promise<AesKey> {
  const { algorithmSuite, messageId, commitKey: told, iv, authenticationTag } = header;
  const { key, commitKey } = await messageKey(algorithmSuite, dataKey, messageId);
  if (commitKey && !sameBytes(commitKey, told ?? new Uint8Array())) throw new DecryptError();
  const nothing = new Uint8Array();
  await open(key, commitKey ? ZERO_IV : iv, aad, authenticationTag, nothing, 0);
  return key;
}

/** What a keyring of somebody else throws is the cause. */
function withCause(error: unknown): never {
  throw isOurs(error) ? error : new DecryptError({ cause: error });
}

const isOurs = (error: unknown): boolean => error instanceof EnvelopeError || isUnsupported(error);

/** What a runtime throws for a wrong tag or point, as the one error; what it cannot do, as it is. */
export function decryptError(error: unknown): unknown {
  return isOurs(error) ? error : new DecryptError();
}
