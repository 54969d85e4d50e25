import { toHex } from '../../bytes/hex.ts';
import { readUint } from '../../envelope/bytes.ts';
import { ALGORITHM_SUITES, type InspectedField, type MessageHeader } from '../../envelope/index.ts';
import { type InspectedFrames, plaintextLength, type StreamInspection } from './inspect-stream.ts';
import { quoted } from './quoted.ts';
import { suiteName, suiteNumber } from './suites.ts';

/** What was found, for people: a line for each field of header and footer, and the frames in a few. */
export function describeMessage(found: StreamInspection, isBase64: boolean): string {
  const { fields, frames } = found;
  const footer = fields.filter(({ part }) => part === 'footer');
  const header = fields.filter(({ part }) => part !== 'footer');
  const widths = { offset: columnWidth(fields, ({ start }) => start), length: columnWidth(fields, lengthOf) };
  const line = (field: InspectedField): string =>
    `  ${String(field.start).padStart(widths.offset)}  ${String(lengthOf(field)).padStart(widths.length)}  ${field.name.padEnd(27)}${valueText(field, found)}\n`;
  return [
    isBase64 ? 'Base64 text of a message.\n' : '',
    'Nothing here is authenticated: that needs a key.\n',
    `\nheader: byte, length, field, value\n${header.map(line).join('')}`,
    frames.length === 0
      ? ''
      : `\nbody: ${plaintextLength(found)} bytes of plaintext\n${frames.map(frameLine).join('')}`,
    footer.length === 0 ? '' : `\nfooter\n${footer.map(line).join('')}`,
  ].join('');
}

const lengthOf = ({ start, end }: InspectedField): number => end - start;

const columnWidth = (fields: readonly InspectedField[], value: (field: InspectedField) => number): number =>
  fields.reduce((most, field) => Math.max(most, String(value(field)).length), 1);

function frameLine({ kind, count, sequenceNumber, start, end, contentLength }: InspectedFrames): string {
  const what = {
    single: 'no frames',
    regular: count === 1 ? 'frame 1' : `frames ${sequenceNumber} to ${sequenceNumber + count - 1}`,
    final: `final frame ${sequenceNumber}`,
  }[kind];
  return `  ${what}: ${contentLength} bytes${count > 1 ? ' each' : ''}, from byte ${start} to ${end}\n`;
}

/** Bytes that are shown of longer ones. */
const SHOWN = 32;

const shortHex = (bytes: Uint8Array): string =>
  bytes.length > SHOWN ? `${toHex(bytes.subarray(0, SHOWN))} ...` : toHex(bytes);

function valueText(field: InspectedField, { headerBytes, signature = new Uint8Array() }: StreamInspection): string {
  const { name, part, start, end } = field;
  if (part === 'footer') return name === 'signature' ? shortHex(signature) : String(signature.length);
  const bytes = headerBytes.subarray(start, end);
  if (name === 'algorithmSuiteId') return suiteText(readUint(bytes));
  if (name === 'keyProviderInfo') return keyInfoText(bytes);
  if (/^(?:contextKey|contextValue|keyProviderId)$/.test(name)) {
    const text = shownText(bytes);
    return text === undefined ? shortHex(bytes) : quoted(text);
  }
  if (name === 'contentType') return `${bytes[0]}${{ 1: ', no frames', 2: ', framed' }[bytes[0] ?? 0] ?? ''}`;
  return /(?:^version|Length|Count)$/.test(name) ? String(readUint(bytes)) : shortHex(bytes);
}

function suiteText(id: number): string {
  const suite = ALGORITHM_SUITES.get(id);
  return suite ? `${suiteNumber(id)} ${suiteName(suite)}` : suiteNumber(id);
}

/** Key ARN of KMS, name of a raw key: what tells which key is meant. */
function keyNameOf(keyProviderInfo: Uint8Array): string | undefined {
  const at = keyProviderInfo.length - RAW_AES_END;
  const isRawAes = at >= 0 && toHex(keyProviderInfo.subarray(at, at + 8)) === '000000800000000c';
  return shownText(isRawAes ? keyProviderInfo.subarray(0, at) : keyProviderInfo);
}

/** After the name, a raw AES keyring writes the bits of its tag, the bytes of its IV, and the IV. */
const RAW_AES_END = 4 + 4 + 12;

/** Text without characters that stand for nothing to see. */
function shownText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return /\p{Cc}/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function keyInfoText(bytes: Uint8Array): string {
  const name = keyNameOf(bytes);
  if (name === undefined) return shortHex(bytes);
  const { length } = new TextEncoder().encode(name);
  return length === bytes.length ? quoted(name) : `${quoted(name)} ${toHex(bytes.subarray(length))}`;
}

/** The same for programs. Bytes are hex. */
export function messageJson(found: StreamInspection, isBase64: boolean): string {
  const { fields, header, frames, signature, problem } = found;
  const told = {
    base64: isBase64,
    header: header && headerJson(header),
    plaintextLength: plaintextLength(found),
    frames,
    signature: signature && toHex(signature),
    problem: problem && { code: problem.code, field: problem.field, offset: problem.offset, message: problem.message },
    fields,
  };
  return `${quoted(told, 2)}\n`;
}

function headerJson(header: MessageHeader) {
  const { commitKey } = header;
  return {
    version: header.version,
    algorithmSuite: suiteNumber(header.algorithmSuite.id),
    messageId: toHex(header.messageId),
    encryptionContext: header.encryptionContext,
    encryptedDataKeys: header.encryptedDataKeys.map(({ keyProviderId, keyProviderInfo, ciphertext }) => ({
      keyProviderId,
      keyProviderInfo: toHex(keyProviderInfo),
      keyName: keyNameOf(keyProviderInfo),
      ciphertext: toHex(ciphertext),
    })),
    contentType: header.contentType,
    frameLength: header.frameLength,
    commitKey: commitKey && toHex(commitKey),
    iv: toHex(header.iv),
    authenticationTag: toHex(header.authenticationTag),
  };
}
