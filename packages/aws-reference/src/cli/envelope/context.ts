import type { EncryptionContext } from '../../envelope/index.ts';
import { Problem } from '../shared/problem.ts';

/**
 * The encryption context of the arguments.
 *
 * @param pairs - Each is divided at its first `=`.
 * @throws {@link Problem}
 */
export function readContext(pairs: readonly string[] = []): EncryptionContext {
  const context: Record<string, string> = Object.create(null);
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) throw new Problem('--context', at === 0 ? 'a pair without a key' : 'a pair without =', 'KEY=VALUE');
    const key = pair.slice(0, at);
    if (Object.hasOwn(context, key)) {
      throw new Problem('--context', `the key ${JSON.stringify(key)} for the second time`, 'each key once');
    }
    context[key] = pair.slice(at + 1);
  }
  return context;
}
