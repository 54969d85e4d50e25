import type { z } from 'zod';

/** What a schema has against a value: `path.to.key: message`, in its order. */
export function issues(schema: z.ZodType, value: unknown): string[] {
  const found = schema.safeParse(value).error?.issues ?? [];
  return found.map(({ path, message }) => `${path.join('.')}: ${message}`);
}
