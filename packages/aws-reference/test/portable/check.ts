/** What became of a check. */
export interface Outcome {
  readonly name: string;
  /** Left out when it holds. */
  readonly error?: string;
}

/** Collects checks. Knows nothing of a test framework, so that it runs in a browser and in any runtime. */
export class Checks {
  readonly outcomes: Outcome[] = [];

  /** Runs a check: it fails when it throws. */
  async check(name: string, body: () => unknown): Promise<void> {
    try {
      await body();
      this.outcomes.push({ name });
    } catch (error) {
      this.outcomes.push({ name, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
    }
  }
}

/** Throws unless two values have the same JSON. */
export function same(found: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  if (a !== b) throw new Error(`found ${a}, expected ${b}`);
}

/** What a call throws, as text with its code and field. */
export async function thrownBy(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    const { code, step, field } = error as { code?: string; step?: string; field?: string };
    return `${code} ${step} ${field}: ${(error as Error).message}`;
  }
  throw new Error('threw nothing, expected an error');
}
