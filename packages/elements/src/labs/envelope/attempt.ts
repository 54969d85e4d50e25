import {
  type DecryptOptions,
  decrypt,
  defaultMaterials,
  type EncryptionContext,
  inspect,
  type Keyring,
  kmsDiscoveryKeyring,
  kmsKeyring,
  type MaterialsManager,
} from '@notebank/aws-reference/envelope';
import { keyringOf } from './build.ts';
import type { Built } from './built.ts';
import { type Damaged, damaged } from './damage.ts';
import { deriveKeys } from './derive.ts';
import { ACCOUNT, ALIAS, FIRST_KEY, OTHER_ACCOUNT, OTHER_KEY } from './keys.ts';
import { contextOf } from './lab-form.ts';
import { type KmsCall, labKms } from './lab-kms.ts';
import { piecesOf, readPieces, type StreamRead } from './read-stream.ts';
import { type Settings, type StepId, wayBack } from './settings.ts';
import { sameBytes } from './text.ts';

/** An error as its caller sees it. */
export interface SeenError {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

/** What came of reading a message. */
export interface Outcome extends Damaged {
  readonly settings: Settings;
  readonly way: readonly StepId[];
  /** The pairs that were given. */
  readonly given: EncryptionContext;
  readonly calls: readonly KmsCall[];
  /** Where it stopped; `undefined`: nowhere. */
  readonly stopped: StepId | undefined;
  readonly error: SeenError | undefined;
  /** What stands in the `cause` of the error: what KMS answered. */
  readonly causes: readonly SeenError[];
  /** All of it, or what a stream let go before it stopped. */
  readonly plaintext: Uint8Array;
  /** What was derived from the data key, as soon as there was one. */
  readonly commitKey: Uint8Array | undefined;
}

/** What the library asked its materials manager for. */
interface Watch {
  asked: boolean;
  dataKey: Uint8Array | undefined;
}

/** Reads a message with settings that may be wrong, and finds where it stops. */
export async function attempt(built: Built, settings: Settings): Promise<Outcome> {
  const found = damaged(built.inspection, settings.damage);
  const calls: KmsCall[] = [];
  const watch: Watch = { asked: false, dataKey: undefined };
  const given = givenPairs(built, settings);
  const options: DecryptOptions = {
    keys: watched(readersKeyring(built, settings, calls), watch),
    encryptionContext: given,
    commitmentPolicy: settings.commitment,
  };
  const read = settings.reading === 'stream' ? readPieces(found.message, options) : readWhole(found.message, options);
  const { error, plaintext, piece } = await read;
  const { header } = inspect(found.message);
  const commitKey = header && watch.dataKey && (await deriveKeys(header, watch.dataKey)).commitKey;
  const way = wayBack(settings.reading, built.header.algorithmSuite.curve !== undefined);
  const at = piece ?? (watch.dataKey && error ? await pieceThatFails(found.message, watch.dataKey) : undefined);
  const evidence = { at, way, wrongCommitment: differs(commitKey, header?.commitKey) };
  const stopped = error === undefined ? undefined : placeOf(error, watch, calls, evidence, found.message);
  return { ...found, settings, way, given, calls, stopped, ...seen(error), plaintext, commitKey };
}

const differs = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a !== undefined && b !== undefined && !sameBytes(a, b);

async function readWhole(message: Uint8Array, options: DecryptOptions): Promise<StreamRead> {
  try {
    const { plaintext } = await decrypt(message, options);
    return { plaintext };
  } catch (error) {
    return { plaintext: new Uint8Array(), error };
  }
}

/** Lets the library have its materials, and notes that it did. */
function watched(keyring: Keyring, watch: Watch): MaterialsManager {
  const manager = defaultMaterials(keyring);
  return {
    getEncryptionMaterials: (request) => manager.getEncryptionMaterials(request),
    async getDecryptionMaterials(request) {
      watch.asked = true;
      const materials = await manager.getDecryptionMaterials(request);
      watch.dataKey = materials.dataKey.slice();
      return materials;
    },
  };
}

function readersKeyring({ form }: Built, { asked, state, policy }: Settings, calls: KmsCall[]): Keyring {
  const client = labKms({ state, policy }, calls);
  const accounts = asked === 'other-account' ? [OTHER_ACCOUNT] : [ACCOUNT];
  switch (asked) {
    case 'right':
      return keyringOf(form, client);
    case 'alias':
      return kmsKeyring({ client, generatorKeyId: FIRST_KEY.arn.replace(/key\/.*/, ALIAS) });
    case 'other':
      return kmsKeyring({ client, generatorKeyId: OTHER_KEY.arn });
    default:
      return kmsDiscoveryKeyring({ client, discoveryFilter: { partition: 'aws', accounts } });
  }
}

/** The pairs that the reader gives: those of the form, with something wrong. */
export function givenPairs({ form }: Pick<Built, 'form'>, { given }: Pick<Settings, 'given'>): EncryptionContext {
  if (given === 'none') return {};
  const [[key, value] = ['tenant', 'blue'], ...others] = Object.entries(contextOf(form));
  if (given === 'fewer') return Object.fromEntries(others);
  const first = { same: [key, value], value: [key, `${value}-2`], case: [key.toUpperCase(), value] }[given];
  return Object.fromEntries([first, ...others]) as EncryptionContext;
}

interface Evidence {
  /** Which piece of a stream failed: 0 is the header. */
  readonly at: number | undefined;
  readonly way: readonly StepId[];
  readonly wrongCommitment: boolean;
}

/** Where an error comes from. The library does not tell, on purpose; the lab saw what it asked for. */
function placeOf(
  error: unknown,
  { asked, dataKey }: Watch,
  calls: readonly KmsCall[],
  { at = 0, way, wrongCommitment }: Evidence,
  message: Uint8Array,
): StepId {
  const { code } = error as { code?: unknown };
  if (code === 'CommitmentPolicy') return 'policy';
  if (dataKey === undefined) {
    if (code !== 'DecryptionFailed') return 'parse';
    if (!asked) return 'context';
    return calls.length === 0 ? 'key' : 'kms';
  }
  if (at === 0) return wrongCommitment ? 'derive' : 'header-tag';
  // The signature covers every byte before it: who has the whole message finds each change there.
  const signatureFirst = way.includes('signature') && way.indexOf('signature') < way.indexOf('frames');
  if (signatureFirst) return 'signature';
  const name = piecesOf(message).names[at];
  if (name === 'footer') return 'signature';
  return name === 'frame' ? 'frames' : 'plaintext';
}

/** Reads again, piece by piece, with a data key that is known. */
async function pieceThatFails(message: Uint8Array, dataKey: Uint8Array): Promise<number | undefined> {
  const known: Keyring = {
    onEncrypt: () => Promise.reject(new Error('only decrypts')),
    onDecrypt: async () => dataKey.slice(),
  };
  const { piece } = await readPieces(message, { keys: known, commitmentPolicy: 'REQUIRE_ENCRYPT_ALLOW_DECRYPT' });
  return piece;
}

function seen(error: unknown): Pick<Outcome, 'error' | 'causes'> {
  if (error === undefined) return { error: undefined, causes: [] };
  const { cause } = error as { cause?: { errors?: readonly unknown[] } };
  return { error: seenError(error), causes: (cause?.errors ?? []).map(seenError) };
}

function seenError(error: unknown): SeenError {
  const { name, code, message } = error as { name?: unknown; code?: unknown; message?: unknown };
  return { name: String(name), code: String(code), message: String(message) };
}
