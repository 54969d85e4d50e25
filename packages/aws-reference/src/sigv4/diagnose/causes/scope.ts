import { type Case, isS3, type ScopeParts, scopeParts } from '../case.ts';
import type { Cause, Confidence } from '../cause.ts';
import { lineText } from '../compare.ts';
import { endpointScope } from '../endpoint.ts';

function wrong(part: keyof ScopeParts, confidence: Confidence, what: string, signed: string, expected?: string): Cause {
  const name = { region: 'Region', service: 'service', date: 'date' }[part];
  const right = expected === undefined ? `the ${name} of the endpoint` : `'${expected}'`;
  const mend = {
    region: `Sign for the Region ${right}, and send to its endpoint. Endpoints without a Region in their name sign with us-east-1.`,
    service: `Sign for the service ${right}. The signing name is not always the first part of the host.`,
    date: `Take the date of the scope${expected === undefined ? '' : ` (${right})`} and x-amz-date from one clock reading, in UTC: read twice, they part at midnight.`,
  }[part];
  const evidence = [{ what, signed, ...(expected === undefined ? {} : { expected }) }];
  return { cause: `wrong-${part}`, confidence, evidence, mend, ...(expected === undefined ? {} : { expected }) };
}

/** What the messages say of the scope. Each pattern stands with an example. */
export function saidOfScope({ answer, scope, host }: Case): Cause[] {
  const { code, message, details, bucketRegion, status } = answer;
  const endpoint = endpointScope(host);
  const fromHost = endpoint?.region === scope.region ? undefined : endpoint?.region;
  const what = `the service says ${code || `HTTP ${status}`}`;
  // "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'"
  const region = /the region '([^']*)' is wrong; expecting '([^']+)'/i.exec(message);
  if (region !== null) return [wrong('region', 'certain', what, region[1] ?? '', region[2])];
  // "Credential should be scoped to a valid region, not 'us-west-1'." and, of STS, without the name
  if (/credential (?:should|must) be scoped to a valid region/i.test(message)) {
    return [wrong('region', 'certain', what, scope.region, fromHost)];
  }
  // "Credential should be scoped to correct service: 'sagemaker'."
  // "The authorization header is malformed; incorrect service "ec2". This endpoint belongs to "s3"."
  const service =
    /scoped to (?:the )?correct service: '([^']+)'/i.exec(message) ??
    /the service '[^']*' is wrong; expecting '([^']+)'/i.exec(message) ??
    /incorrect service "[^"]*"\. This endpoint belongs to "([^"]+)"/i.exec(message);
  if (service !== null) return [wrong('service', 'certain', what, scope.service, service[1])];
  // "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: …"
  // "Invalid credential date. Date is not the same as X-Amz-Date"
  if (/Date in Credential scope does not match|Invalid credential date/i.test(message)) {
    return [wrong('date', 'certain', what, scope.date)];
  }
  return redirected({ code, status, region: details.Region ?? bucketRegion, scope, what });
}

interface Redirect {
  readonly code: string;
  readonly status: number;
  readonly region: string | undefined;
  readonly scope: ScopeParts;
  readonly what: string;
}

/** S3 names the Region of the bucket in an element or a header, also where it only redirects. */
function redirected({ code, status, region, scope, what }: Redirect): Cause[] {
  const moved = /Redirect$/.test(code) || [301, 307].includes(status);
  if (region !== undefined && region !== scope.region) return [wrong('region', 'certain', what, scope.region, region)];
  return moved ? [wrong('region', 'likely', `${what}: the bucket is elsewhere`, scope.region)] : [];
}

/** Scope of the service's StringToSign against the signed one. */
export function comparedScope({ stringToSign }: Case): Cause[] {
  const line = stringToSign?.lines.find(({ part }) => part === 'scope');
  if (line === undefined || line.same) return [];
  const [signed, expected] = [scopeParts(lineText(line.a) ?? ''), scopeParts(lineText(line.b) ?? '')];
  const parts = ['date', 'region', 'service'] as const;
  return parts
    .filter((part) => signed[part] !== expected[part])
    .map((part) => wrong(part, 'certain', 'the scope in the StringToSign differs', signed[part], expected[part]));
}

/** Scope against what the trace itself says: its moment, its host. */
export function ownScope(found: Case): Cause[] {
  const { trace, scope, host } = found;
  const causes: Cause[] = [];
  const date = trace.amzDate.slice(0, 8);
  if (scope.date !== date)
    causes.push(wrong('date', 'certain', 'scope and x-amz-date are of two days', scope.date, date));
  const endpoint = endpointScope(host);
  if (endpoint === undefined) return causes;
  const what = `the host is ${host}`;
  if (scope.region !== '' && scope.region !== endpoint.region && !(endpoint.regionAssumed && isS3(found))) {
    causes.push(wrong('region', 'likely', what, scope.region, endpoint.region));
  }
  if (scope.service !== endpoint.service) {
    causes.push(
      wrong(
        'service',
        isS3(found) === endpoint.service.startsWith('s3') ? 'possible' : 'likely',
        what,
        scope.service,
        endpoint.service,
      ),
    );
  }
  return causes;
}
