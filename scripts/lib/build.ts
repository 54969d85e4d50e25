import process from 'node:process';
import { capture, run } from './run.ts';

/**
 * Builds through turbo, which builds only what changed.
 *
 * @param what - `all`, or `packages` for everything below the site.
 * @param messages - `quiet` prints nothing unless the build fails, and then to standard error.
 * @returns the exit code.
 */
export async function build(
  what: 'all' | 'packages',
  messages: 'shown' | 'quiet' = 'shown',
  more: readonly string[] = [],
): Promise<number> {
  const filter = what === 'packages' ? ['--filter=./packages/*'] : [];
  const args = ['run', 'build', '--output-logs=new-only', '--no-update-notifier', '--ui=stream', ...filter, ...more];
  if (messages === 'shown') return run('turbo', args);
  const { code, output } = await capture('turbo', args);
  if (code !== 0) process.stderr.write(output);
  return code;
}
