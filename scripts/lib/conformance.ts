/** What became of the cases of a suite. `cases` is the sum of the others. */
export interface ConformanceResult {
  /** `sigv4/aws-c-auth`: the set of vectors, and the package when several packages run it. */
  readonly suite: string;
  readonly cases: number;
  readonly passed: number;
  readonly failed: number;
  /** Cases whose vectors are absent, or which are out of scope. */
  readonly skipped: number;
}

/** A module under `packages/*\/conformance/`. */
export interface ConformanceModule {
  /** @param vectors - The folder of `NOTEBANK_VECTORS`; `undefined` reports every case as skipped. */
  run(vectors: string | undefined): Promise<readonly ConformanceResult[]>;
}

/** Problems of results that cannot be true, so that no case gets lost unseen. */
export function inconsistencies(results: readonly ConformanceResult[]): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const { suite, cases, passed, failed, skipped } of results) {
    if (passed + failed + skipped !== cases) {
      problems.push(
        `${suite}: ${passed} passed, ${failed} failed and ${skipped} skipped, expected ${cases} cases in all`,
      );
    }
    if (seen.has(suite)) problems.push(`${suite}: reported twice, expected one result a suite`);
    seen.add(suite);
  }
  return problems;
}
