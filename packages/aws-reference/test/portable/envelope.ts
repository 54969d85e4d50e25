import { fromBase64, toBase64 } from '../../src/bytes/base64.ts';
import {
  ALGORITHM_SUITES,
  type AlgorithmSuite,
  type CommitmentPolicy,
  decrypt,
  decryptStream,
  encrypt,
  encryptStream,
  inspect,
  type Keyring,
  multiKeyring,
  type RsaPadding,
  rawAesKeyring,
  rawRsaKeyring,
} from '../../src/envelope/index.ts';

/** A message with what opens it, as JSON can carry it. Bytes are Base64. */
export interface SealedCase {
  readonly name: string;
  readonly message: string;
  /** `undefined`: it must be refused. */
  readonly plaintext: string | undefined;
  readonly encryptionContext: Readonly<Record<string, string>>;
  /** Opens the message in place of the keys. */
  readonly dataKey?: string | undefined;
}

/** Keys that open the cases. */
export interface CaseKeys {
  readonly namespace: string;
  readonly aes: string;
  readonly aesName: string;
  /** PEM. */
  readonly rsa: string;
  readonly rsaName: string;
}

/** What the suite is run on. */
export interface EnvelopeInput {
  readonly cases: readonly SealedCase[];
  readonly keys: CaseKeys;
  /** PEM. */
  readonly rsa: { readonly publicKey: string; readonly privateKey: string };
}

/** What became of everything: `ok`, or the name of the error and its message. */
export interface EnvelopeReport {
  /** By number of the suite. */
  readonly roundTrips: Readonly<Record<string, string>>;
  readonly paddings: Readonly<Record<string, string>>;
  /** By name of the case. */
  readonly opened: Readonly<Record<string, string>>;
  /** A message of each suite that was made here, for others to open with the AES key of the round trips. */
  readonly sealed: Readonly<Record<string, string>>;
}

const PADDINGS: readonly RsaPadding[] = ['OAEP-SHA-1', 'OAEP-SHA-256', 'OAEP-SHA-384', 'OAEP-SHA-512', 'PKCS1'];

const commitmentPolicy: CommitmentPolicy = 'FORBID_ENCRYPT_ALLOW_DECRYPT';

/** The plaintext of round trips: three frames. */
export const PLAINTEXT: Uint8Array<ArrayBuffer> = Uint8Array.from({ length: 10_000 }, (_, at) => at % 251);

/** The keyring of round trips. */
export const roundTripKeys = (): Keyring =>
  rawAesKeyring({ keyNamespace: 'test', keyName: 'key', wrappingKey: new Uint8Array(32).fill(7) });

/** Round trips of every suite, every padding of RSA, and messages of others. */
export async function runEnvelopeSuite({ cases, keys, rsa }: EnvelopeInput): Promise<EnvelopeReport> {
  const sealed: Record<string, string> = {};
  return {
    roundTrips: await outcomes([...ALGORITHM_SUITES.values()], ({ id }) => `${id}`, roundTripInto(sealed)),
    paddings: await outcomes(PADDINGS, String, (padding) => withRsa(rsa, padding)),
    opened: await outcomes(cases, ({ name }) => name, opener(keys)),
    sealed,
  };
}

async function outcomes<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  call: (item: Item) => Promise<boolean>,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const item of items) found[nameOf(item)] = await outcome(() => call(item));
  return found;
}

async function outcome(call: () => Promise<boolean>): Promise<string> {
  try {
    return (await call()) ? 'ok' : 'other bytes';
  } catch (error) {
    const { name, message } = error as Error;
    return `${name}: ${message}`;
  }
}

/** Bytes of Base64. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => fromBase64(text) ?? new Uint8Array();

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at]);

/** Encrypts and decrypts with a suite, whole and as a stream. */
const roundTripInto =
  (sealed: Record<string, string>) =>
  async ({ id, committing }: AlgorithmSuite): Promise<boolean> => {
    const options = {
      keys: roundTripKeys(),
      algorithmSuite: id,
      commitmentPolicy: committing ? undefined : commitmentPolicy,
    };
    const message = await encrypt(PLAINTEXT, { ...options, encryptionContext: { a: '\u{1f600}' } });
    sealed[id] = toBase64(message);
    const streamed = new Blob([message]).stream().pipeThrough(decryptStream(options));
    const again = new Blob([PLAINTEXT])
      .stream()
      .pipeThrough(encryptStream(options))
      .pipeThrough(decryptStream(options));
    const results = [
      (await decrypt(message, options)).plaintext,
      new Uint8Array(await new Response(streamed).arrayBuffer()),
      new Uint8Array(await new Response(again).arrayBuffer()),
    ];
    return inspect(message).problem === undefined && results.every((bytes) => same(bytes, PLAINTEXT));
  };

/** Encrypts a data key with RSA. */
async function withRsa(pair: EnvelopeInput['rsa'], padding: RsaPadding): Promise<boolean> {
  const keys = rawRsaKeyring({ keyNamespace: 'test', keyName: 'rsa', padding, ...pair });
  const plaintext = new Uint8Array(5);
  return same((await decrypt(await encrypt(plaintext, { keys }), { keys })).plaintext, plaintext);
}

/** Opens messages of others. */
function opener({ namespace: keyNamespace, aes, aesName, rsa: privateKey, rsaName }: CaseKeys) {
  const children = (): Keyring[] => [
    rawAesKeyring({ keyNamespace, keyName: aesName, wrappingKey: bytesOf(aes) }),
    rawRsaKeyring({ keyNamespace, keyName: rsaName, padding: 'OAEP-SHA-512', privateKey }),
  ];
  const knows = (dataKey: string): Keyring => ({
    onEncrypt: () => Promise.reject(new Error('it only decrypts')),
    onDecrypt: async () => bytesOf(dataKey),
  });
  return async ({ message, plaintext, encryptionContext, dataKey }: SealedCase): Promise<boolean> => {
    const keys = dataKey ? knows(dataKey) : multiKeyring({ children: children() });
    const opened = await decrypt(bytesOf(message), { keys, commitmentPolicy, encryptionContext });
    return plaintext !== undefined && toBase64(opened.plaintext) === plaintext;
  };
}
