import { diagnose } from '@notebank/aws-reference/sigv4/diagnose';
import type { Round } from './round.ts';
import type { Scenario } from './scenarios.ts';
import { askService } from './service.ts';
import type { Signed } from './sign.ts';

// Loaded when a reader wants to repair something: most want to sign.
export { repairHtml } from './repair-html.ts';

/** Sends a signed request through the network of a scenario to its service. */
export async function send(scenario: Scenario, signed: Signed): Promise<Round> {
  const sent = scenario.network?.(signed.sent) ?? signed.sent;
  const answer = await askService(scenario.service, sent);
  const accessKeyId = /Credential=([^/%]+)/.exec(signed.result)?.[1];
  const body = answer.accepted ? undefined : answer.body;
  return { answer, diagnosis: diagnose(signed.trace, body, { status: answer.status, accessKeyId }) };
}
