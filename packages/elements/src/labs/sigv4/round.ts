import type { Diagnosis } from '@notebank/aws-reference/sigv4/diagnose';
import type { Answer } from './service.ts';

/** A request that was sent to the service of a scenario, what came back, and why. */
export interface Round {
  readonly answer: Answer;
  readonly diagnosis: Diagnosis;
}
