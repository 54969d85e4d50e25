import { fromBase64 } from './bytes.ts';
import { isKeyId } from './key-id.ts';
import type { AliasRecord, KeyMaterial, KeyRecord, LocalKmsSnapshot, State } from './state.ts';

function refuse(place: string, expected: string): never {
  // What was found may be key material.
  throw new TypeError(`snapshot.${place}: expected ${expected}`);
}

function list<T>(value: unknown, place: string): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : refuse(place, 'a list');
}

function checkMaterial({ id, material, createdAt }: KeyMaterial, place: string): void {
  if (!/^[0-9a-f]{64}$/.test(id)) refuse(`${place}.id`, '64 hexadecimal digits');
  if (fromBase64(String(material))?.length !== 32) refuse(`${place}.material`, '32 bytes in Base64');
  if (!Number.isFinite(createdAt)) refuse(`${place}.createdAt`, 'milliseconds since 1970');
}

function checkKey(key: KeyRecord, place: string): void {
  if (!isKeyId(key.keyId)) refuse(`${place}.keyId`, 'a UUID, or mrk- and 32 hexadecimal digits');
  if (typeof key.description !== 'string') refuse(`${place}.description`, 'a text');
  if (!Number.isFinite(key.createdAt)) refuse(`${place}.createdAt`, 'milliseconds since 1970');
  if (!['Enabled', 'Disabled', 'PendingDeletion'].includes(key.state)) refuse(`${place}.state`, 'a state of a key');
  if ((key.state === 'PendingDeletion') !== Number.isFinite(key.deletionAt)) {
    refuse(`${place}.deletionAt`, 'milliseconds since 1970 if and only if the state is PendingDeletion');
  }
  list(key.tags, `${place}.tags`);
  const materials = list<KeyMaterial>(key.materials, `${place}.materials`);
  if (materials.length === 0) refuse(`${place}.materials`, 'at least one');
  for (const [at, material] of materials.entries()) checkMaterial(material, `${place}.materials[${at}]`);
}

function checkAlias(alias: AliasRecord, place: string, keys: ReadonlyMap<string, KeyRecord>): void {
  if (!/^alias\/[\w:/-]+$/.test(alias.name)) refuse(`${place}.name`, 'alias/ and a name');
  if (!keys.has(alias.keyId)) refuse(`${place}.keyId`, 'the id of one of the keys');
}

/**
 * The state of a snapshot.
 *
 * @throws TypeError with the place, for what {@link snapshotOf} has not written.
 */
export function stateOf(snapshot: LocalKmsSnapshot): State {
  const { format, version, keys, aliases } = structuredClone(snapshot);
  if (format !== 'notebank-local-kms' || version !== 1) refuse('format', '"notebank-local-kms" with version 1');
  const state: State = { keys: new Map(), aliases: new Map() };
  for (const [at, key] of list<KeyRecord>(keys, 'keys').entries()) {
    checkKey(key, `keys[${at}]`);
    state.keys.set(key.keyId, key);
  }
  for (const [at, alias] of list<AliasRecord>(aliases, 'aliases').entries()) {
    checkAlias(alias, `aliases[${at}]`, state.keys);
    state.aliases.set(alias.name, alias);
  }
  return state;
}
