import { isDeepStrictEqual } from 'node:util';
import type { ConformanceResult } from '../../../scripts/lib/conformance.ts';
import { readRecordings } from '../test/support/recorded.ts';
import { replay, replays } from '../test/support/replays.ts';

const CASES = 114;

/** Recorded answers of AWS: those of operations that are here are played again, the others are skipped. */
export async function run(vectors: string | undefined): Promise<readonly ConformanceResult[]> {
  const suite = 'kms/recorded-answers';
  if (!vectors) return [{ suite, cases: CASES, passed: 0, failed: 0, skipped: CASES }];
  const recordings = readRecordings(vectors);
  const held = await Promise.all(
    Object.keys(replays).map(async (name) => {
      const recording = recordings.get(name);
      if (recording === undefined) return false;
      const { recorded, answered } = await replay(name, recording);
      return isDeepStrictEqual(recorded, answered);
    }),
  );
  const passed = held.filter(Boolean).length;
  const cases = Math.max(CASES, recordings.size);
  return [{ suite, cases, passed, failed: held.length - passed, skipped: cases - held.length }];
}
