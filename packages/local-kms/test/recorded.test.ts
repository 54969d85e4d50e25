import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { type Recording, readRecordings } from './support/recorded.ts';
import { replay, replays } from './support/replays.ts';

const vectors = process.env.NOTEBANK_VECTORS || undefined;
const suffix = vectors === undefined ? ' (skipped: NOTEBANK_VECTORS names no folder; `npm run vectors` says more)' : '';

describe.skipIf(vectors === undefined)(`the answers of AWS itself${suffix}`, () => {
  const recordings: ReadonlyMap<string, Recording> = vectors === undefined ? new Map() : readRecordings(vectors);

  it('has 114 recordings, 32 of them about what is here', () => {
    expect(recordings.size).toBe(114);
    expect(Object.keys(replays)).toHaveLength(32);
  });

  it.each(Object.keys(replays))('%s', async (name) => {
    const recording = recordings.get(name);
    expect(recording).toBeDefined();
    const { recorded, answered } = await replay(name, recording ?? {});
    expect(answered).toEqual(recorded);
  });
});
