import { deflateSync } from 'fflate';

/** A file in an archive. */
export interface ZipEntry {
  /** ASCII, without folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What packs an archive. The same bytes give the same results. */
export interface Packer {
  /** Raw DEFLATE (RFC 1951). */
  readonly deflate: (bytes: Uint8Array) => Uint8Array;
  /** CRC-32 of ZIP and PNG (ISO 3309), unsigned. */
  readonly crc32: (bytes: Uint8Array) => number;
}

/** Packs everywhere. Node's own zlib takes a fraction of the time: see {@link nodeDriver}. */
export const portablePacker: Packer = { deflate: (bytes) => deflateSync(bytes, { level: 6 }), crc32: tableCrc32 };

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_CENTRAL = 0x06054b50;
const VERSION_DEFLATE = 20;
const STORED = 0;
const DEFLATED = 8;
/** 1980-01-01 00:00, the first moment of DOS time: the archive must not change with the clock. */
const DOS_DATE = 0x0021;
const DOS_TIME = 0;

interface Packed {
  readonly name: Uint8Array;
  readonly data: Uint8Array;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
}

/**
 * ZIP archive of the entries, in their order, with a fixed time (APPNOTE 6.3, no extensions).
 * What DEFLATE does not make smaller is stored.
 */
export function zip(entries: readonly ZipEntry[], packer: Packer): Uint8Array {
  const packed = entries.map((entry) => pack(entry, packer));
  const locals = packed.map((file) => [header(LOCAL_HEADER, file), file.name, file.data]);
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const [index, file] of packed.entries()) {
    central.push(header(CENTRAL_HEADER, file, offset), file.name);
    offset += lengthOf(locals[index] ?? []);
  }
  return concat([...locals.flat(), ...central, endOfCentral(packed.length, lengthOf(central), offset)]);
}

function pack({ name, bytes }: ZipEntry, packer: Packer): Packed {
  const deflated = packer.deflate(bytes);
  const smaller = deflated.length < bytes.length;
  return {
    name: new TextEncoder().encode(name),
    data: smaller ? deflated : bytes,
    method: smaller ? DEFLATED : STORED,
    crc: packer.crc32(bytes),
    size: bytes.length,
  };
}

/** Local file header (30 bytes), or central directory header (46 bytes) when an offset is given. */
function header(signature: number, file: Packed, offset?: number): Uint8Array {
  const central = offset !== undefined;
  const view = new DataView(new ArrayBuffer(central ? 46 : 30));
  view.setUint32(0, signature, true);
  if (central) view.setUint16(4, VERSION_DEFLATE, true);
  const at = central ? 6 : 4;
  view.setUint16(at, VERSION_DEFLATE, true);
  view.setUint16(at + 4, file.method, true);
  view.setUint16(at + 6, DOS_TIME, true);
  view.setUint16(at + 8, DOS_DATE, true);
  view.setUint32(at + 10, file.crc, true);
  view.setUint32(at + 14, file.data.length, true);
  view.setUint32(at + 18, file.size, true);
  view.setUint16(at + 22, file.name.length, true);
  if (central) view.setUint32(42, offset, true);
  return new Uint8Array(view.buffer);
}

function endOfCentral(count: number, size: number, offset: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(22));
  view.setUint32(0, END_OF_CENTRAL, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return new Uint8Array(view.buffer);
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((total, part) => total + part.length, 0);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function tableCrc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 1) {
    crc = (CRC_TABLE[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
