import {
  ALGORITHM_SUITES,
  type CommitmentPolicy,
  decrypt,
  decryptStream,
  encrypt,
  encryptStream,
  inspect,
  multiKeyring,
  type RsaPadding,
  rawAesKeyring,
  rawRsaKeyring,
} from '../../src/envelope/index.ts';

/** A message with what opens it, as JSON can carry it. Bytes are lists of numbers. */
export interface SealedCase {
  readonly name: string;
  readonly message: readonly number[];
  readonly plaintext: readonly number[];
  readonly encryptionContext: Readonly<Record<string, string>>;
}

/** Keys that open the cases. */
export interface CaseKeys {
  readonly namespace: string;
  readonly aes: readonly number[];
  readonly aesName: string;
  readonly rsa: string;
  readonly rsaName: string;
}

const commitmentPolicy: CommitmentPolicy = 'FORBID_ENCRYPT_ALLOW_DECRYPT';

/** What became of a call: `ok`, or name and code of the error. */
async function outcome(call: () => Promise<boolean>): Promise<string> {
  try {
    return (await call()) ? 'ok' : 'other bytes';
  } catch (error) {
    const { name, message } = error as Error;
    return `${name}: ${message}`;
  }
}

const same = (a: Uint8Array, b: ArrayLike<number>): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

/** Opens messages of others. */
export async function openCases(cases: readonly SealedCase[], keys: CaseKeys): Promise<string[]> {
  const { namespace: keyNamespace, aes, aesName, rsa: privateKey, rsaName } = keys;
  const padding = 'OAEP-SHA-512';
  const children = [
    rawAesKeyring({ keyNamespace, keyName: aesName, wrappingKey: Uint8Array.from(aes) }),
    rawRsaKeyring({ keyNamespace, keyName: rsaName, padding, privateKey }),
  ];
  return Promise.all(
    cases.map(({ message, plaintext, encryptionContext }) =>
      outcome(async () => {
        const options = { keys: multiKeyring({ children }), commitmentPolicy, encryptionContext };
        return same((await decrypt(Uint8Array.from(message), options)).plaintext, plaintext);
      }),
    ),
  );
}

/** Encrypts and decrypts with every suite, whole and as a stream. */
export async function roundTrips(): Promise<Record<string, string>> {
  const keys = rawAesKeyring({ keyNamespace: 'test', keyName: 'key', wrappingKey: new Uint8Array(32).fill(7) });
  const plaintext = Uint8Array.from({ length: 10_000 }, (_, at) => at % 251);
  const found: Record<string, string> = {};
  for (const { id, committing } of ALGORITHM_SUITES.values()) {
    const options = { keys, algorithmSuite: id, commitmentPolicy: committing ? undefined : commitmentPolicy };
    found[id] = await outcome(async () => {
      const message = await encrypt(plaintext, { ...options, encryptionContext: { a: '\u{1f600}' } });
      const streamed = new Blob([message]).stream().pipeThrough(decryptStream(options));
      const again = new Blob([plaintext])
        .stream()
        .pipeThrough(encryptStream(options))
        .pipeThrough(decryptStream(options));
      const results = [
        (await decrypt(message, options)).plaintext,
        new Uint8Array(await new Response(streamed).arrayBuffer()),
        new Uint8Array(await new Response(again).arrayBuffer()),
      ];
      return inspect(message).problem === undefined && results.every((bytes) => same(bytes, plaintext));
    });
  }
  return found;
}

/** Encrypts a data key with RSA. */
export async function withRsa(publicKey: string, privateKey: string, padding: RsaPadding): Promise<string> {
  return await outcome(async () => {
    const keys = rawRsaKeyring({ keyNamespace: 'test', keyName: 'rsa', padding, publicKey, privateKey });
    const plaintext = new Uint8Array(5);
    return same((await decrypt(await encrypt(plaintext, { keys }), { keys })).plaintext, plaintext);
  });
}
