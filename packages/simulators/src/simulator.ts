/** A parameter that takes whole numbers. */
export interface IntegerParam {
  readonly type: 'integer';
  readonly what: string;
  /** Both ends belong to the range. */
  readonly min: number;
  readonly max: number;
}

/** A parameter that takes one of a few words. */
export interface ChoiceParam {
  readonly type: 'choice';
  readonly what: string;
  readonly values: readonly string[];
}

export type Param = IntegerParam | ChoiceParam;
export type ParamValue = number | string;
export type ParamValues = Readonly<Record<string, ParamValue>>;

/** A model that gives one number, and what a form or a check needs to know about its parameters. */
export interface Simulator {
  readonly title: string;
  /** What {@link Simulator.compute} returns, with its unit. */
  readonly returns: string;
  /** Pages of AWS that state the rule. */
  readonly sources: readonly string[];
  readonly params: Readonly<Record<string, Param>>;
  /** Pure: the same values give the same number. Values were checked against {@link Simulator.params}. */
  compute(values: ParamValues): number;
}

export type SimulatorErrorCode =
  | 'unknown-simulator'
  | 'unknown-param'
  | 'missing-param'
  | 'wrong-type'
  | 'out-of-range';

/** A call that a simulator cannot answer. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
  readonly code: SimulatorErrorCode;
  /** The name or parameter that is wrong. */
  readonly field: string;
  /** What was expected, as a phrase. */
  readonly expected: string;

  constructor(code: SimulatorErrorCode, field: string, expected: string, got: string) {
    super(`"${field}" expected ${expected}, got ${got}`);
    this.code = code;
    this.field = field;
    this.expected = expected;
  }
}

/**
 * Checks values against the parameters of a simulator.
 *
 * @throws {@link SimulatorError} on the first parameter that is unknown, missing, of another type or out of range.
 */
export function checkParams(params: Simulator['params'], values: ParamValues): void {
  for (const name of Object.keys(values)) {
    if (Object.hasOwn(params, name)) continue;
    throw new SimulatorError('unknown-param', name, `one of ${Object.keys(params).join(', ')}`, 'another parameter');
  }
  for (const [name, param] of Object.entries(params)) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new SimulatorError('missing-param', name, domain(param), 'nothing');
    checkValue(name, param, value);
  }
}

function checkValue(name: string, param: Param, value: ParamValue): void {
  const got = JSON.stringify(value);
  if (param.type === 'choice') {
    if (typeof value !== 'string') throw new SimulatorError('wrong-type', name, domain(param), got);
    if (!param.values.includes(value)) throw new SimulatorError('out-of-range', name, domain(param), got);
    return;
  }
  if (typeof value !== 'number') throw new SimulatorError('wrong-type', name, domain(param), got);
  if (!Number.isInteger(value) || value < param.min || value > param.max) {
    throw new SimulatorError('out-of-range', name, domain(param), got);
  }
}

function domain(param: Param): string {
  return param.type === 'choice'
    ? `one of ${param.values.join(', ')}`
    : `a whole number from ${param.min} to ${param.max}`;
}
