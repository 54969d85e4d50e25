import type { Place } from '../../problem.ts';
import type { KindInput } from './kind-input.ts';

/** Reports that there is no stem. */
export function missingStem(input: KindInput, place: Place): undefined {
  input.report({
    rule: 'stem',
    place,
    found: 'question without a stem',
    expected: 'a scenario and a question before everything else',
    mend: 'Begin the body with what is asked.',
  });
  return undefined;
}
