import { Fault } from '../fault.ts';
import type { Operation } from './operation.ts';

export interface GenerateRandomInput {
  /** 1 to 1,024. */
  readonly NumberOfBytes?: number | undefined;
}

export const generateRandom: Operation<GenerateRandomInput, { readonly Plaintext: Uint8Array }> = {
  members: { NumberOfBytes: { type: 'integer', min: 1, max: 1024 } },
  run(service, { NumberOfBytes }) {
    if (NumberOfBytes === undefined) throw new Fault('ValidationException', 'NumberOfBytes is required.');
    return { Plaintext: service.random(NumberOfBytes) };
  },
};
