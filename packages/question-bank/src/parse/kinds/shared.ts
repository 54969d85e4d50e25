import type { Place } from '../../problem.ts';
import { placeOf } from '../place.ts';
import type { KindInput } from './kind-input.ts';

/** Where the last block before the headings begins, for what is missing after it. */
export function endPlace({ sections, bodyPlace }: KindInput): Place {
  const last = sections.main.at(-1);
  return last ? placeOf(last) : bodyPlace;
}

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
