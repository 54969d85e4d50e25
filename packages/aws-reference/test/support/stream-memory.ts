// Streams a message into a file or back in a process of its own, and prints the bytes of memory that this took above
// idle, and length and digest of the plaintext.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import process from 'node:process';
import { decryptStream, encryptStream, rawAesKeyring } from '../../src/envelope/index.ts';
import { streamFrom } from './streams.ts';

const [way = '', mebibytes = '', path = ''] = process.argv.slice(2);
const PIECE = 65_536;
const options = {
  keys: rawAesKeyring({ keyNamespace: 'test', keyName: 'raw', wrappingKey: new Uint8Array(32) }),
  algorithmSuite: 0x0478,
  frameLength: 4096,
} as const;

// Pieces in memory that is used again: new ones would be garbage of the source, which is not what is measured. A stream
// that kept more than it may would show in the digest.
const ring = Array.from({ length: 64 }, () => new Uint8Array(PIECE));
let turn = 0;
const nextPiece = (): Uint8Array => ring[turn++ % ring.length] ?? new Uint8Array();

const hash = createHash('sha256');
let length = 0;
const note = (piece: Uint8Array): Uint8Array => {
  hash.update(piece);
  length += piece.length;
  return piece;
};

function* made(pieces: number): Generator<Uint8Array> {
  for (let made = 0; made < pieces; made++) yield note(nextPiece().fill(made));
}

function* read(file: number): Generator<Uint8Array> {
  for (;;) {
    const piece = nextPiece();
    const length = readSync(file, piece);
    if (length === 0) return;
    yield piece.subarray(0, length);
  }
}

async function drain(stream: ReadableStream<Uint8Array>, take: (piece: Uint8Array) => void): Promise<void> {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) take(next.value);
}

const file = openSync(path, way === 'encrypt' ? 'w' : 'r');
const idle = process.memoryUsage.rss();
if (way === 'encrypt') {
  const pieces = made((Number(mebibytes) * 2 ** 20) / PIECE);
  await drain(streamFrom(pieces).pipeThrough(encryptStream(options)), (piece) => void writeSync(file, piece));
} else {
  await drain(streamFrom(read(file)).pipeThrough(decryptStream(options)), note);
}
closeSync(file);
// The peak that the system saw, in KiB.
const above = process.resourceUsage().maxRSS * 1024 - idle;
process.stdout.write(JSON.stringify({ above, length, digest: hash.digest('hex') }));
