import type { Credentials } from '../../sigv4/index.ts';
import { Problem } from './problem.ts';
import type { Terminal } from './surroundings.ts';

/** Credentials of the standard environment variables, or `undefined` when there are none. */
export function environmentCredentials({ io: { env } }: Terminal): Credentials | undefined {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

/**
 * Credentials of the environment.
 *
 * @throws {@link Problem} that names the variable that is missing.
 */
export function requiredCredentials(terminal: Terminal): Credentials {
  const credentials = environmentCredentials(terminal);
  if (credentials !== undefined) return credentials;
  const name = terminal.io.env.AWS_ACCESS_KEY_ID ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID';
  throw new Problem(
    name,
    'missing',
    'credentials in the environment',
    'Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary ones, AWS_SESSION_TOKEN.',
  );
}
