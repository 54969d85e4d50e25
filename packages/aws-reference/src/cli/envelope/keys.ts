import { type Keyring, multiKeyring, type RsaPadding, rawAesKeyring, rawRsaKeyring } from '../../envelope/index.ts';
import { choice } from '../shared/arguments.ts';
import { Problem } from '../shared/problem.ts';
import type { Terminal } from '../shared/surroundings.ts';
import type { Values } from './arguments.ts';
import { type KeyUse, readKeyFile } from './key-file.ts';
import { kmsKeyrings } from './kms-keys.ts';

const PADDINGS = [
  'OAEP-SHA-256',
  'OAEP-SHA-1',
  'OAEP-SHA-384',
  'OAEP-SHA-512',
  'PKCS1',
] as const satisfies readonly RsaPadding[];

/**
 * The keyring of the arguments: each of several keys encrypts the data key, any of them decrypts it.
 *
 * @throws {@link Problem} without any key, and for keys that cannot be used.
 */
export async function keyringOf(values: Values, use: KeyUse, terminal: Terminal): Promise<Keyring> {
  const kms = kmsKeyrings(values, use, terminal);
  const raw = await rawKeyrings(values, use, terminal);
  // To decrypt, what costs no call comes first.
  const keyrings = use === 'encrypt' ? [...kms, ...raw] : [...raw, ...kms];
  const [generator, ...children] = keyrings;
  if (!generator) {
    const expected = `--key-file or --key-id${use === 'decrypt' ? ' or --discovery' : ''}`;
    throw new Problem('keys', 'none', expected, `See \`notebank-envelope ${use} --help\`.`);
  }
  return children.length === 0 ? generator : multiKeyring({ generator, children });
}

async function rawKeyrings(values: Values, use: KeyUse, terminal: Terminal): Promise<readonly Keyring[]> {
  const { 'key-file': files = [], 'key-name': names = [], 'key-namespace': namespaces = [] } = values;
  if (names.length !== files.length) throw unequal('--key-name', names.length, `${files.length}, for each --key-file`);
  if (namespaces.length !== files.length && !(namespaces.length === 1 && files.length > 0)) {
    throw unequal('--key-namespace', namespaces.length, files.length > 1 ? `1 or ${files.length}` : `${files.length}`);
  }
  const padding = choice('rsa-padding', values['rsa-padding'] ?? 'OAEP-SHA-256', PADDINGS);
  const keyrings: Keyring[] = [];
  for (const [index, file] of files.entries()) {
    const key = await readKeyFile(file, { use, format: values['key-format'] }, terminal);
    const name = { keyNamespace: namespaces[index] ?? namespaces[0] ?? '', keyName: names[index] ?? '' };
    if ('wrappingKey' in key) {
      keyrings.push(rawAesKeyring({ ...name, ...key }));
      key.wrappingKey.fill(0);
    } else keyrings.push(rawRsaKeyring({ ...name, ...key, padding }));
  }
  return keyrings;
}

function unequal(place: string, found: number, expected: string): Problem {
  const mend = 'Namespace and name stand in the message; they must be the same to decrypt it.';
  return new Problem(place, found === 0 ? 'missing' : `given ${found} times`, expected, mend);
}
