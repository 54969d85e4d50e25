import { scopePart } from './credential-scope.ts';
import { SigV4Error } from './error.ts';
import type { Credentials } from './types.ts';

/**
 * Refuses credentials that no key can be derived from. No message holds a credential.
 *
 * @throws {@link SigV4Error} `MissingValue`, `InvalidValue`.
 */
export function checkCredentials(credentials: Partial<Credentials> | null | undefined): void {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials ?? {};
  scopePart(accessKeyId, 'credentials.accessKeyId');
  if (sessionToken && !/^[!-~]+$/.test(sessionToken)) {
    throw new SigV4Error('InvalidValue', 'credentials', 'credentials.sessionToken', 'expected it as issued');
  }
  if (secretAccessKey === '' || !secretAccessKey?.isWellFormed()) {
    throw new SigV4Error('MissingValue', 'credentials', 'credentials.secretAccessKey', 'missing, expected text');
  }
}
