import { KmsError } from './error.ts';

/** Domains of the partitions that have another than `amazonaws.com`, by the beginning of their Regions. */
const DOMAINS: readonly (readonly [prefix: string, domain: string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
  ['us-isof-', 'csp.hci.ic.gov'],
];

/** Address of KMS in a Region. */
export function regionalEndpoint(region: string): string {
  if (!/^[a-z0-9-]{1,63}$/.test(region)) {
    throw new KmsError('InvalidInput', `"region" is ${JSON.stringify(region)}, expected one such as us-east-1`);
  }
  const domain = DOMAINS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'amazonaws.com';
  return `https://kms.${region}.${domain}/`;
}

export const EXPECTED_ENDPOINT = 'https://host or http://127.0.0.1:port';

/** What is wrong with an address, without a word of it; `undefined` for one that can be used. */
export function endpointProblem(endpoint: string | URL): string | undefined {
  const url = URL.parse(String(endpoint));
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') return 'no such address';
  return url.username + url.password === '' ? undefined : 'an address with a user name or a password';
}

/** @throws {@link KmsError} `InvalidInput`. */
export function readEndpoint(endpoint: string | URL): string {
  const problem = endpointProblem(endpoint);
  if (problem === undefined) return new URL(endpoint).href;
  throw new KmsError('InvalidInput', `"endpoint" is ${problem}, expected ${EXPECTED_ENDPOINT}`);
}
