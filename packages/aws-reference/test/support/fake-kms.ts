import type { DecryptInput, EncryptionContext, KmsOperations } from '../../src/kms/types.ts';

type Input = Partial<DecryptInput> & { readonly NumberOfBytes?: number | undefined };

/** A KMS that knows every key ARN, multi-Region keys in all Regions, and remembers what it was asked. */
export interface FakeKms {
  readonly client: KmsOperations;
  readonly calls: (readonly [name: string, input: Input])[];
  /** Key ARNs that it refuses. */
  readonly disabled: Set<string>;
}

const failure = (name: string): Error => Object.assign(new Error(`${name} from KMS`), { name });

/** Not encrypted: a text of what it is, so that tests may look. Enough for keyrings, which look at answers only. */
interface Blob {
  readonly key: string;
  readonly context: string;
  readonly plaintext: string;
}

const contextText = (context: EncryptionContext = {}): string => JSON.stringify(Object.entries(context).sort());
/** What relatives of a multi-Region key have in common. */
const family = (arn: string): string => (arn.includes(':key/mrk-') ? arn.replace(/:kms:[^:]+:/, ':kms::') : arn);

/** @param aliases - Key ARN by alias. */
export function fakeKms(aliases: Readonly<Record<string, string>> = {}): FakeKms {
  const calls: FakeKms['calls'] = [];
  const disabled = new Set<string>();
  let count = 0;
  const asked = (name: string, input: Input): string => {
    calls.push([name, input]);
    const arn = aliases[input.KeyId ?? ''] ?? input.KeyId ?? '';
    if (disabled.has(arn)) throw failure('DisabledException');
    return arn;
  };
  const sealed = (arn: string, context: EncryptionContext | undefined, plaintext: Uint8Array): Uint8Array => {
    const blob: Blob = {
      key: family(arn),
      context: contextText(context),
      plaintext: Buffer.from(plaintext).toString('hex'),
    };
    return new TextEncoder().encode(JSON.stringify(blob));
  };
  const client: KmsOperations = {
    async generateDataKey(input) {
      const KeyId = asked('GenerateDataKey', input);
      const Plaintext = new Uint8Array(input.NumberOfBytes ?? 0).fill(++count);
      return { KeyId, Plaintext, CiphertextBlob: sealed(KeyId, input.EncryptionContext, Plaintext) };
    },
    async encrypt(input) {
      const KeyId = asked('Encrypt', input);
      return { KeyId, CiphertextBlob: sealed(KeyId, input.EncryptionContext, input.Plaintext) };
    },
    async decrypt(input) {
      const KeyId = asked('Decrypt', input);
      const blob = JSON.parse(new TextDecoder().decode(input.CiphertextBlob)) as Blob;
      if (blob.key !== family(KeyId)) throw failure('IncorrectKeyException');
      if (blob.context !== contextText(input.EncryptionContext)) throw failure('InvalidCiphertextException');
      return { KeyId, Plaintext: new Uint8Array(Buffer.from(blob.plaintext, 'hex')) };
    },
  };
  return { client, calls, disabled };
}
