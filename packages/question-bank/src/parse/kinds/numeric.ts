import { evaluate, simulators } from '@notebank/simulators';
import type { NumericQuestion } from '../../bank.ts';
import type { Place } from '../../problem.ts';
import { placeOf } from '../place.ts';
import { sliceBlocks } from '../slice.ts';
import type { KindInput } from './kind-input.ts';
import { missingStem } from './shared.ts';

type NumericBody = Pick<NumericQuestion, 'stem' | 'answer' | 'mistakes' | 'compute' | 'explanation'>;

const SLOT = /\{\{(\w*)=([^{}]*)\}\}/g;

/** Reads stem and explanation; with `compute`, fills their `{{name=default}}` and `{{=value}}`. */
export function readNumeric(input: KindInput): NumericBody | undefined {
  const { source, sections, data } = input;
  if (data.kind !== 'numeric') return undefined;
  const first = sections.main[0];
  const stem = sliceBlocks(source, sections.main);
  if (stem === '' || !first) return missingStem(input, input.bodyPlace);
  const { answer, mistakes, compute } = data;
  if (compute) checkComputed(input, compute, placeOf(first));
  const explanation = sections.explanation;
  return {
    stem: fillSlots(input, stem, placeOf(first)),
    answer,
    mistakes,
    ...(compute === undefined ? {} : { compute }),
    ...(explanation === undefined ? {} : { explanation: fillSlots(input, explanation, placeOf(first)) }),
  };
}

function fillSlots({ data, report }: KindInput, text: string, place: Place): string {
  const params = data.kind === 'numeric' ? data.compute?.params : undefined;
  const filled = text.replace(SLOT, (_, name: string, value: string) => {
    const wanted = name === '' ? (data.kind === 'numeric' ? data.answer.value : undefined) : params?.[name];
    // `{{=value}}` names the answer; every other slot repeats the default of its parameter.
    const right = name === '' ? value === 'value' : wanted !== undefined && String(wanted) === value;
    if (!params || !right) {
      report({
        rule: 'numeric-slots',
        place,
        found: `\`{{${name}=${value}}}\``,
        expected: params
          ? name === ''
            ? '`{{=value}}`'
            : `\`{{${name}=${wanted ?? '...'}}}\`, with a parameter of \`compute\` and its default`
          : 'slots only beside `compute`',
        mend: 'Make the text and `compute.params` agree.',
      });
    }
    return String(wanted ?? value);
  });
  if (filled.includes('{{')) {
    report({
      rule: 'numeric-slots',
      place,
      found: '`{{` that opens no slot',
      expected: '`{{name=default}}` or `{{=value}}`',
      mend: 'Put braces that are text into a code span, or close the slot.',
    });
  }
  return filled;
}

function checkComputed(
  { data, report }: KindInput,
  compute: NonNullable<NumericQuestion['compute']>,
  place: Place,
): void {
  if (data.kind !== 'numeric') return;
  if (!Object.hasOwn(simulators, compute.simulator)) {
    report({
      rule: 'numeric-computed',
      place,
      found: `simulator \`${compute.simulator}\``,
      expected: 'a simulator that exists',
      mend: `Name one of ${Object.keys(simulators)
        .map((name) => `\`${name}\``)
        .join(', ')}, or leave \`compute\` out.`,
    });
    return;
  }
  let value: number;
  try {
    value = evaluate(compute.simulator, compute.params);
  } catch (error) {
    report({
      rule: 'numeric-computed',
      place,
      found: `parameters that the simulator refuses (${error instanceof Error ? error.message : String(error)})`,
      expected: 'parameters in its range',
      mend: 'Correct `compute.params`.',
    });
    return;
  }
  if (Math.abs(value - data.answer.value) > data.answer.tolerance) {
    report({
      rule: 'numeric-computed',
      place,
      found: `answer ${data.answer.value} where the simulator gives ${value}`,
      expected: 'the value that the simulator gives',
      mend: 'Correct `answer.value` or the parameters.',
    });
  }
}
