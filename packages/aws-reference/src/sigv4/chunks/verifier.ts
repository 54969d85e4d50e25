import { type Pipe, streamOf } from '../../streams/pipe.ts';
import { type StreamRefusal, StreamRefusedError } from './refusal.ts';

/** How a stream ended: what was verified of it, or that it was refused; why, with `explain`. */
export type StreamOutcome<Summary> =
  | ({ readonly ok: true } & Summary)
  | { readonly ok: false; readonly refusal?: StreamRefusal };

/** Signed stream in, verified bytes out. */
export interface StreamVerifier<Summary> extends TransformStream<Uint8Array, Uint8Array> {
  /**
   * Settles when the stream has been read to its end, was refused (it then ends with a {@link StreamRefusedError}) or was
   * given up. Never rejects.
   */
  readonly outcome: Promise<StreamOutcome<Summary>>;
}

/** Verifies while it decodes; throws what {@link refused} makes. */
export interface Decoder<Summary> extends Pipe {
  /** Which chunk or message is next, from 0. */
  readonly index: number;
  summary(): Summary;
}

/** A decoder that refuses all: so a request that announces no such stream ends the stream and not the call. */
export function refuser(error: StreamRefusedError): Decoder<never> {
  const refuse = (): never => {
    throw error;
  };
  return { write: refuse, end: refuse, summary: refuse, index: 0 };
}

/** A decoder as a stream, and what became of it. */
export function verifierOf<Summary>(decoder: Decoder<Summary>, explain = false): StreamVerifier<Summary> {
  const { promise: outcome, resolve } = Promise.withResolvers<StreamOutcome<Summary>>();
  const refuse = (refusal?: StreamRefusal): void =>
    resolve({ ok: false, ...(explain && refusal !== undefined ? { refusal } : {}) });
  const stream = streamOf({
    write: (piece) => decoder.write(piece),
    async *end() {
      yield* decoder.end();
      resolve({ ok: true, ...decoder.summary() });
    },
    failed(error) {
      const found = error instanceof StreamRefusedError ? error.refusal : undefined;
      const refusal = found && { ...found, index: decoder.index };
      refuse(refusal);
      return refusal ? new StreamRefusedError(explain ? refusal : undefined) : error;
    },
    abandon: () => refuse({ reason: 'Truncated', index: decoder.index }),
  });
  return { ...stream, outcome };
}
