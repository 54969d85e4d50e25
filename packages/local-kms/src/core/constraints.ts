import { Fault } from './fault.ts';
import type { Members, Shape } from './shapes.ts';

/** Names of members in messages begin small. */
const small = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

function lengthProblem(length: number, min = 0, max = Number.POSITIVE_INFINITY): string | undefined {
  if (length < min) return `Member must have length greater than or equal to ${min}`;
  return length > max ? `Member must have length less than or equal to ${max}` : undefined;
}

function problemOf(shape: Shape, value: unknown): string | undefined {
  switch (shape.type) {
    case 'string': {
      const text = value as string;
      if (shape.values && !shape.values.includes(text)) {
        return `Member must satisfy enum value set: [${shape.values.join(', ')}]`;
      }
      const length = lengthProblem(text.length, shape.min, shape.max);
      if (length !== undefined || shape.pattern === undefined || new RegExp(shape.pattern, 'u').test(text))
        return length;
      return `Member must satisfy regular expression pattern: ${shape.pattern}`;
    }
    case 'integer': {
      const number = value as number;
      if (number < shape.min) return `Member must have value greater than or equal to ${shape.min}`;
      return number > shape.max ? `Member must have value less than or equal to ${shape.max}` : undefined;
    }
    case 'blob':
      return lengthProblem((value as Uint8Array).length, shape.min, shape.max);
    case 'list':
      return lengthProblem((value as readonly unknown[]).length, 0, shape.max);
    default:
      return undefined;
  }
}

/** A value in a message. Bytes are never shown, nor lists: they may be grant tokens. */
function shown({ type }: Shape, value: unknown): string {
  return type === 'blob' || type === 'list' ? 'Value' : `Value '${value}'`;
}

function violations(members: Members, values: Readonly<Record<string, unknown>>, path: string): string[] {
  return Object.entries(members).flatMap(([name, shape]) => {
    const place = path + small(name);
    const value = values[name];
    if (value === undefined) {
      const missing = `Value null at '${place}' failed to satisfy constraint: Member must not be null`;
      return shape.required ? [missing] : [];
    }
    const problem = problemOf(shape, value);
    const own =
      problem === undefined ? [] : [`${shown(shape, value)} at '${place}' failed to satisfy constraint: ${problem}`];
    return [...own, ...inner(shape, value, place)];
  });
}

/** Of the structures in a list. */
function inner(shape: Shape, value: unknown, place: string): string[] {
  if (shape.type !== 'list' || shape.member.type !== 'structure') return [];
  const { members } = shape.member;
  const items = value as readonly Readonly<Record<string, unknown>>[];
  return items.flatMap((item, at) => violations(members, item, `${place}.${at + 1}.member.`));
}

/** @throws {@link Fault} `ValidationException` that counts and names every violation. */
export function checkConstraints(members: Members, values: Readonly<Record<string, unknown>>): void {
  const found = violations(members, values, '');
  if (found.length === 0) return;
  const errors = found.length === 1 ? 'error' : 'errors';
  throw new Fault('ValidationException', `${found.length} validation ${errors} detected: ${found.join('; ')}`);
}
