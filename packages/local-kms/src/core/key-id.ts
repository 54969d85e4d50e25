import { Fault } from './fault.ts';
import type { Service } from './service.ts';
import type { KeyRecord } from './state.ts';

type Place = Pick<Service, 'partition' | 'region' | 'accountId'>;

function arn({ partition, region, accountId }: Place, resource: string): string {
  return `arn:${partition}:kms:${region}:${accountId}:${resource}`;
}

export function keyArn(place: Place, keyId: string): string {
  return arn(place, `key/${keyId}`);
}

/** @param name - With `alias/`. */
export function aliasArn(place: Place, name: string): string {
  return arn(place, name);
}

/** Whether a text has the form of a key id: a UUID, or `mrk-` and 32 hexadecimal digits. */
export function isKeyId(text: unknown): text is string {
  return typeof text === 'string' && /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i.test(text);
}

/** `key/…` or `alias/…` of an ARN that is this KMS's own. */
function resourceOf(service: Service, given: string, operation: string): string {
  const [, partition, kind, region, account, resource = ''] = given.split(':');
  if (kind !== 'kms' || partition !== service.partition || !/^(?:key|alias)\/./.test(resource)) {
    throw new Fault('NotFoundException', `Invalid arn ${given}`);
  }
  if (region !== service.region) throw new Fault('NotFoundException', `Invalid arn ${region}`);
  if (account !== service.accountId) {
    throw new Fault(
      'AccessDeniedException',
      `User: arn:${service.partition}:iam::${service.accountId}:root is not authorized to perform: kms:${operation} on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
    );
  }
  return resource;
}

function byId(service: Service, keyId: string): KeyRecord {
  if (!isKeyId(keyId)) throw new Fault('NotFoundException', `Invalid keyId '${keyId}'`);
  const key = service.state.keys.get(keyId);
  if (key === undefined) throw new Fault('NotFoundException', `Key '${keyArn(service, keyId)}' does not exist`);
  return key;
}

function byAlias(service: Service, name: string): KeyRecord {
  const alias = service.state.aliases.get(name);
  if (alias === undefined) throw new Fault('NotFoundException', `Alias ${aliasArn(service, name)} is not found.`);
  return byId(service, alias.keyId);
}

/** The key of a key id or key ARN: what operations on keys themselves take. */
export function managedKey(service: Service, given: string, operation: string): KeyRecord {
  if (!given.startsWith('arn:')) return byId(service, given);
  const resource = resourceOf(service, given, operation);
  return byId(service, resource.startsWith('key/') ? resource.slice(4) : resource);
}

/** The key of a key id, key ARN, alias name or alias ARN: what cryptographic operations and DescribeKey take. */
export function findKey(service: Service, given: string, operation: string): KeyRecord {
  const name = given.startsWith('arn:') ? resourceOf(service, given, operation) : given;
  return name.startsWith('alias/') ? byAlias(service, name) : byId(service, name.replace(/^key\//, ''));
}
