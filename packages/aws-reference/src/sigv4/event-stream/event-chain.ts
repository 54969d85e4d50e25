import { hmacHex } from '#primitives';
import { amzDate } from '../amz-date.ts';
import type { SigningKeyCache } from '../signing-key.ts';
import { keyFor } from '../signing-key.ts';
import type { Credentials, ScopeInput } from '../types.ts';
import { dateHeader, eventStringToSign } from './event-string-to-sign.ts';

/** What decides the key of a message, beside its day. */
export interface EventKeys extends ScopeInput {
  readonly credentials: Credentials;
  readonly keys?: SigningKeyCache | undefined;
}

/** Signature of a message that follows another. A stream may last past midnight: the key is that of its own day. */
export function signEvent(keys: EventKeys, date: Date, previousSignature: string, payload: Uint8Array): string {
  const moment = amzDate(date);
  const { key, credentialScope } = keyFor(keys, moment);
  const headers = dateHeader(date);
  return hmacHex(key, eventStringToSign({ amzDate: moment, credentialScope, previousSignature, headers, payload }));
}
