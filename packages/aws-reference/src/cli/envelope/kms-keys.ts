import { type Keyring, kmsDiscoveryKeyring, kmsMultiRegionKeyring } from '../../envelope/index.ts';
import { parseKeyArn, regionOf } from '../../envelope/key-arn.ts';
import { EXPECTED_ENDPOINT, endpointProblem } from '../../kms/endpoint.ts';
import { createKmsClient, type KmsClient } from '../../kms/index.ts';
import { requiredCredentials } from '../shared/credentials.ts';
import { Problem } from '../shared/problem.ts';
import type { Terminal } from '../shared/surroundings.ts';
import type { Values } from './arguments.ts';
import type { KeyUse } from './key-file.ts';

/**
 * The keyring of the KMS keys of the arguments; none when there are none.
 *
 * @throws {@link Problem} for arguments, and for credentials or a Region that are missing.
 */
export function kmsKeyrings(values: Values, use: KeyUse, terminal: Terminal): readonly Keyring[] {
  const { 'key-id': ids = [], discovery = false } = values;
  checkDiscovery(values);
  if (ids.length === 0 && !discovery) return [];
  const region = defaultRegion(values, terminal);
  for (const id of ids) checkKeyId(id, use, region);
  const client = clients(values, region, terminal);
  if (discovery) return [kmsDiscoveryKeyring({ client, ...discoveryOptions(values) })];
  const [generatorKeyId, ...keyIds] = ids;
  return [kmsMultiRegionKeyring({ client, generatorKeyId, keyIds })];
}

function checkDiscovery({ discovery, 'key-id': ids, ...values }: Values): void {
  if (discovery && ids) throw new Problem('--discovery', '--key-id beside it', 'one of them');
  const odd = (['discovery-account', 'discovery-partition'] as const).find((name) => values[name] !== undefined);
  if (odd && !discovery) throw new Problem(`--${odd}`, 'no --discovery', '--discovery with it');
  if (odd === 'discovery-partition') throw new Problem(`--${odd}`, 'no --discovery-account', 'the accounts');
}

function discoveryOptions({ 'discovery-account': accounts, 'discovery-partition': partition = 'aws', region }: Values) {
  const wrong = accounts?.find((account) => !/^\d{12}$/.test(account));
  if (wrong !== undefined) throw new Problem('--discovery-account', `\`${wrong}\``, '12 digits');
  return { region, ...(accounts ? { discoveryFilter: { partition, accounts } } : {}) };
}

function defaultRegion({ region: given }: Values, { io: { env } }: Terminal): string | undefined {
  const region = given ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined);
  if (region === undefined || /^[a-z0-9-]{1,63}$/.test(region)) return region;
  throw new Problem(given === undefined ? 'AWS_REGION' : '--region', `\`${region}\``, 'a Region such as eu-west-1');
}

function checkKeyId(id: string, use: KeyUse, region: string | undefined): void {
  if (use === 'decrypt' && !parseKeyArn(id)) {
    const mend = 'A message names its keys by their ARN: `notebank-envelope inspect` shows them.';
    throw new Problem('--key-id', `\`${id}\``, 'the ARN of a key', mend);
  }
  if (regionOf(id) === undefined && region === undefined) {
    throw new Problem('region', 'missing', 'one', 'Give --region, set AWS_REGION, or give the ARN of the key.');
  }
}

/** A client for each Region that is called. An ARN names its own. */
function clients(values: Values, defaultTo: string | undefined, terminal: Terminal) {
  const credentials = requiredCredentials(terminal);
  const endpoint = values['endpoint-url'];
  if (endpoint !== undefined) checkEndpoint(endpoint);
  const made = new Map<string, KmsClient>();
  return (asked: string | undefined): KmsClient | undefined => {
    const region = asked ?? defaultTo;
    if (region === undefined) return undefined;
    const client = made.get(region) ?? createKmsClient({ credentials, region, endpoint, now: terminal.io.now });
    made.set(region, client);
    return client;
  };
}

function checkEndpoint(endpoint: string): void {
  const problem = endpointProblem(endpoint);
  if (problem !== undefined) throw new Problem('--endpoint-url', problem, EXPECTED_ENDPOINT);
}
