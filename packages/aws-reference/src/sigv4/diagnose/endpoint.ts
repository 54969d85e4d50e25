/** What the name of an endpoint says of the scope that its requests are signed for. */
export interface EndpointScope {
  /** The signing name. */
  readonly service: string;
  readonly region: string;
  /** The Region is not in the name: it is that of a global endpoint, or what S3 takes where it knows no better. */
  readonly regionAssumed: boolean;
}

const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/;
const DOMAIN = /\.(?:amazonaws\.com(?:\.cn)?|api\.aws|on\.aws)$/;
/** `s3`, its relatives, and the forms of old: `s3-us-west-2`. */
const S3 = /^s3(?:express)?(?:-|$)/;

/** Signing names that are not the name of the endpoint. */
const SIGNING_NAMES: Readonly<Record<string, string>> = {
  'api.ecr': 'ecr',
  'api.pricing': 'pricing',
  'api.sagemaker': 'sagemaker',
  'appsync-api': 'appsync',
  'bedrock-agent': 'bedrock',
  'bedrock-agent-runtime': 'bedrock',
  'bedrock-runtime': 'bedrock',
  'data-ats.iot': 'iotdata',
  'data.iot': 'iotdata',
  'data.mediastore': 'mediastore',
  ddb: 'dynamodb',
  email: 'ses',
  'entitlement.marketplace': 'aws-marketplace',
  'lambda-url': 'lambda',
  'metering.marketplace': 'aws-marketplace',
  'runtime.lex': 'lex',
  'runtime.sagemaker': 'sagemaker',
  'streams.dynamodb': 'dynamodb',
  tagging: 'tagging',
};

/** Services whose endpoint has no Region sign with this one. */
const GLOBAL_REGION = 'us-east-1';

/**
 * Service and Region of an AWS endpoint, from its name.
 *
 * | host | service | Region |
 * |---|---|---|
 * | `dynamodb.us-west-2.amazonaws.com` | `dynamodb` | `us-west-2` |
 * | `bucket.s3.eu-central-1.amazonaws.com` | `s3` | `eu-central-1` |
 * | `abc123.execute-api.us-east-1.amazonaws.com` | `execute-api` | `us-east-1` |
 * | `iam.amazonaws.com` | `iam` | `us-east-1`, assumed |
 *
 * A guess for convenience: the name does not always tell. {@link https://docs.aws.amazon.com/general/latest/gr/rande.html}
 *
 * @param host - With or without a port.
 * @returns `undefined` for a host that is no endpoint of AWS.
 */
export function endpointScope(host: string): EndpointScope | undefined {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  const labels = name.replace(DOMAIN, '').split('.');
  if (!DOMAIN.test(name)) return undefined;
  const s3 = labels.findLast((label) => S3.test(label));
  const at = labels.findLastIndex((label) => REGION.test(label));
  if (s3 !== undefined) return s3Scope(s3, labels[at]);
  const scope = { region: labels[at] ?? GLOBAL_REGION, regionAssumed: at === -1 };
  // OpenSearch puts its Region first: `domain.us-east-1.es`.
  const before = at === -1 || at === 0 || at < labels.length - 1 ? labels : labels.slice(0, at);
  const service = signingName(before.filter((label) => label !== 'dualstack'));
  return service === undefined ? undefined : { service, ...scope };
}

function s3Scope(label: string, region: string | undefined): EndpointScope {
  const old = /^s3-(?:fips-|website-)?([a-z]{2,4}(?:-[a-z]+)+-\d+)$/.exec(label)?.[1];
  const express = label.startsWith('s3express');
  const own = ['s3-outposts', 's3-object-lambda'].includes(label) ? label : 's3';
  const found = region ?? old;
  return { service: express ? 's3express' : own, region: found ?? GLOBAL_REGION, regionAssumed: found === undefined };
}

function signingName(labels: readonly string[]): string | undefined {
  const last = labels.at(-1)?.replace(/-fips$/, '');
  if (last === undefined || last === '') return undefined;
  return SIGNING_NAMES[`${labels.at(-2)}.${last}`] ?? SIGNING_NAMES[last] ?? last;
}
