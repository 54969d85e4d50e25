import { join } from 'node:path';
import type { ConformanceResult } from '../../../scripts/lib/conformance.ts';
import { CHUNK_CASES, chunkCases, EVENT_CASES, eventCases, type StreamingCase } from '../test/support/streaming-kat.ts';

/** Bodies in chunks and streams of messages: every value of their vectors. */
export async function run(vectors: string | undefined): Promise<readonly ConformanceResult[]> {
  const kat = vectors && join(vectors, 'sigv4/kat');
  return [
    count('sigv4/kat/s3-chunked', CHUNK_CASES, kat && chunkCases(kat)),
    count('sigv4/kat/event-stream', EVENT_CASES, kat && eventCases(kat)),
  ];
}

/** Counts what holds. A case that is missing counts as failed. */
function count(suite: string, cases: number, found: readonly StreamingCase[] | '' | undefined): ConformanceResult {
  if (!found) return { suite, cases, passed: 0, failed: 0, skipped: cases };
  const passed = found.filter(({ expected, actual }) => expected === actual).length;
  const all = Math.max(cases, found.length);
  return { suite, cases: all, passed, failed: all - passed, skipped: 0 };
}
