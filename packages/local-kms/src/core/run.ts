import { checkConstraints } from './constraints.ts';
import { OPERATIONS } from './operations/index.ts';
import type { Operation } from './operations/operation.ts';
import type { Service } from './service.ts';
import { type BlobReader, readMembers } from './shapes.ts';
import { removeExpired } from './state.ts';

/** The operation of a name on the wire, `GenerateDataKey`. */
export function operationNamed(name: string): Operation | undefined {
  const own = name.charAt(0).toLowerCase() + name.slice(1);
  return own !== name && Object.hasOwn(OPERATIONS, own) ? OPERATIONS[own as keyof typeof OPERATIONS] : undefined;
}

/**
 * Runs an operation in the order of checks of the service: types, constraints of parameters, then the operation's own.
 *
 * @throws `Fault`.
 */
export async function runOperation(
  service: Service,
  { members, run }: Operation,
  input: unknown,
  readBlob: BlobReader,
): Promise<object | undefined> {
  const values = readMembers(members, input, readBlob);
  checkConstraints(members, values);
  removeExpired(service.state, service.now());
  return run(service, values as never);
}
