import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { signChunkedRequest } from '../src/sigv4/chunks/index.ts';
import { options, upload, verifierFor } from './support/s3-upload.ts';
import { cut, held, streamFrom, through } from './support/streams.ts';

const CHUNK = 65_536;
const PIECES = 4096;
const PIECE = 8192;

function* repeated(piece: Uint8Array, times: number): Generator<Uint8Array> {
  for (let turn = 0; turn < times; turn++) yield piece;
}

describe('memory', () => {
  it('of the encoder is one chunk and the piece that comes in', async () => {
    const { encoder } = signChunkedRequest(upload, { ...options, decodedLength: PIECES * PIECE });
    const { most, total } = await held(repeated(new Uint8Array(PIECE), PIECES), encoder);
    expect(total).toBeGreaterThan(PIECES * PIECE);
    // What is on its way between two streams is a piece each.
    expect(most).toBeLessThanOrEqual(CHUNK + 3 * PIECE);
  });

  it('of the verifier is one chunk and the piece that comes in', async () => {
    const { request, encoder } = signChunkedRequest(upload, { ...options, decodedLength: 64 * CHUNK });
    const { pieces } = await through(repeated(new Uint8Array(CHUNK), 64), encoder);
    const verifier = await verifierFor(request);
    const arrived = pieces.flatMap((piece) => cut(piece, [PIECE]));
    const framing = pieces.reduce((sum, { length }) => sum + length, 0) - 64 * CHUNK;
    const { most, total } = await held(arrived, verifier);
    expect(total).toBe(64 * CHUNK);
    // Lines go in and do not come out.
    expect(most).toBeLessThanOrEqual(CHUNK + 3 * PIECE + framing);
  });

  it('of the encoder is no second copy of a large piece', async () => {
    let made = 0;
    const trailer = { length: 0, update: () => void made++, value: () => '' };
    const { encoder } = signChunkedRequest(upload, {
      ...options,
      decodedLength: 256 * CHUNK,
      trailers: { 'x-none': trailer },
    });
    const reader = streamFrom([new Uint8Array(256 * CHUNK)])
      .pipeThrough(encoder)
      .getReader();
    let read = 0;
    let ahead = 0;
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      read++;
      // All that can go on without the reader has gone on after a turn of the event loop.
      await setImmediate();
      ahead = Math.max(ahead, made - read);
    }
    expect(made).toBe(256);
    // The next chunk is made while the last one is read.
    expect(ahead).toBeLessThanOrEqual(1);
  });

  it('of the verifier grows with what arrives, not with what is announced', async () => {
    const { request } = signChunkedRequest(upload, { ...options, decodedLength: 2 ** 40 });
    const verifier = await verifierFor(request, { maxChunkSize: 2 ** 40 });
    const writer = verifier.writable.getWriter();
    // A chunk of a tebibyte, which no array can hold.
    await writer.write(new TextEncoder().encode(`10000000000;chunk-signature=${'0'.repeat(64)}\r\n`));
    await writer.write(new Uint8Array(200_000));
    await writer.abort();
    expect(await verifier.outcome).toMatchObject({ ok: false });
  });
});
