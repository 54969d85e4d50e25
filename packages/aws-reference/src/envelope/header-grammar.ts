import { toHex } from '../bytes/hex.ts';
import type { EncryptionContext } from '../kms/types.ts';
import { ALGORITHM_SUITES, type AlgorithmSuite } from './algorithm-suite.ts';
import { readUint } from './bytes.ts';
import { contextOf } from './encryption-context.ts';
import { tooMuch } from './error.ts';
import { type Grammar, malformed, type Place } from './grammar.ts';
import type { EncryptedDataKey, MessageHeader } from './message-header.ts';

/** What a header may ask for. */
export interface HeaderLimits {
  /** Encrypted data keys, at most. Each may cost a call to KMS. Left out: 65,535, as the format has it. */
  readonly maxEncryptedDataKeys?: number | undefined;
}

/** The grammar of the message header, version 1 and 2. */
export function* headerGrammar(place: Place, limits: HeaderLimits): Grammar<MessageHeader> {
  const version = readUint(yield [1, 'version']);
  if (version !== 1 && version !== 2) {
    throw malformed(place, version, version === 65 ? '1 or 2: this is Base64, decode it first' : '1 or 2');
  }
  if (version === 1) yield* constant(place, 1, 'type', 0x80);
  const algorithmSuite = suiteOf(place, version, yield [2, 'algorithmSuiteId']);
  const messageId = yield [version === 1 ? 16 : 32, 'messageId'];
  const encryptionContext = yield* contextGrammar(place);
  const encryptedDataKeys = yield* keysGrammar(place, limits.maxEncryptedDataKeys ?? 65_535);
  const contentType = readUint(yield [1, 'contentType']);
  if (contentType !== 1 && contentType !== 2) throw malformed(place, contentType, '1 or 2');
  if (version === 1) {
    yield* constant(place, 4, 'reserved', 0);
    yield* constant(place, 1, 'ivLength', 12);
  }
  const frameLength = readUint(yield [4, 'frameLength']);
  if ((frameLength === 0) !== (contentType === 1)) {
    throw malformed(place, frameLength, contentType === 1 ? '0 for a body without frames' : '1 or more');
  }
  const commitKey = version === 2 ? yield [32, 'commitKey'] : undefined;
  const bodyLength = place.end;
  const iv = version === 1 ? yield [12, 'headerIv'] : new Uint8Array(12);
  const authenticationTag = yield [16, 'headerAuthenticationTag'];
  return {
    ...{ version, algorithmSuite, messageId, encryptionContext, encryptedDataKeys },
    contentType: contentType === 2 ? 'framed' : 'nonFramed',
    ...{ frameLength, commitKey, iv, authenticationTag, bodyLength },
  };
}

function* constant(place: Place, length: number, field: string, expected: number): Grammar<void> {
  const found = readUint(yield [length, field]);
  if (found !== expected) throw malformed(place, found, `${expected}`);
}

function suiteOf(place: Place, version: number, id: Uint8Array): AlgorithmSuite {
  const suite = ALGORITHM_SUITES.get(readUint(id));
  if (suite?.messageFormat !== version) throw malformed(place, `0x${toHex(id)}`, `a suite of version ${version}`);
  return suite;
}

/** A byte order mark is part of the text. */
const UTF8 = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function text(place: Place, bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw malformed(place, 'other bytes', 'UTF-8');
  }
}

/** Pairs in any order: messages of other implementations are not all sorted. */
function* contextGrammar(place: Place): Grammar<EncryptionContext> {
  const length = readUint(yield [2, 'encryptionContextLength']);
  const pairs = new Map<string, string>();
  if (length === 0) return contextOf(pairs);
  const end = place.end + length;
  const count = readUint(yield [2, 'encryptionContextCount']);
  if (count === 0) throw malformed(place, 0, '1 or more');
  for (let left = count; left > 0 && place.end <= end; left--) {
    const key = text(place, yield [readUint(yield [2, 'contextKeyLength']), 'contextKey']);
    if (pairs.has(key)) throw malformed(place, 'a key for the second time', 'each key once');
    const value = text(place, yield [readUint(yield [2, 'contextValueLength']), 'contextValue']);
    pairs.set(key, value);
  }
  if (place.end !== end) throw malformed(place, `its end at byte ${place.end}`, `${end}, after ${length} bytes`);
  return contextOf(pairs);
}

function* keysGrammar(place: Place, limit: number): Grammar<EncryptedDataKey[]> {
  const count = readUint(yield [2, 'encryptedDataKeyCount']);
  if (count === 0) throw malformed(place, 0, '1 or more');
  if (count > limit)
    throw tooMuch('maxEncryptedDataKeys', `${limit}, but the message has ${count} encrypted data keys`);
  const keys: EncryptedDataKey[] = [];
  while (keys.length < count) {
    const id = yield [readUint(yield [2, 'keyProviderIdLength']), 'keyProviderId'];
    const keyProviderId = text(place, id);
    const keyProviderInfo = yield [readUint(yield [2, 'keyProviderInfoLength']), 'keyProviderInfo'];
    const ciphertext = yield [readUint(yield [2, 'encryptedDataKeyLength']), 'encryptedDataKey'];
    keys.push({ keyProviderId, keyProviderInfo, ciphertext });
  }
  return keys;
}
