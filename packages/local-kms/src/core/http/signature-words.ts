import { amzDate, type HttpRequest } from '@notebank/aws-reference/sigv4';
import { headerOf } from './headers.ts';

/** `20261122T120000Z`, from milliseconds. */
const moment = (time: number): string => amzDate(new Date(time));

/** @param age - Seconds since the moment of signing, negative when it lies ahead. */
export function describeTime(now: number, age: number, allowed: number): string {
  const signed = moment(now - age * 1000);
  const minutes = allowed / 60;
  return age > 0
    ? `Signature expired: ${signed} is now earlier than ${moment(now - allowed * 1000)} (${moment(now)} - ${minutes} min.)`
    : `Signature not yet current: ${signed} is still later than ${moment(now + allowed * 1000)} (${moment(now)} + ${minutes} min.)`;
}

/** What is wrong with a credential scope, `20261122/us-east-1/kms/aws4_request`. */
export function checkScope(scope: string, expectedRegion: string): string {
  const [, region, service, terminator] = scope.split('/');
  const problems: string[] = [];
  if (region !== expectedRegion) problems.push(`Credential should be scoped to a valid region, not '${region}'. `);
  if (service !== 'kms') problems.push("Credential should be scoped to correct service: 'kms'. ");
  if (terminator !== 'aws4_request') {
    problems.push(`Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'. `);
  }
  return (
    problems.join('') || 'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP. '
  );
}

/** The parts that an `Authorization` header lacks, one sentence each; empty when none is missing. */
export function missingParts({ headers }: HttpRequest): string {
  const authorization = headerOf(headers, 'authorization');
  const parts = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !authorization.includes(`${name}=`))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (headerOf(headers, 'x-amz-date') === '' && headerOf(headers, 'date') === '') {
    parts.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  return parts.join(' ');
}
