// Streams a message in a process of its own and prints how long that took, and how much memory it took above idle.
import process from 'node:process';
import { decryptStream, encrypt, encryptStream, rawAesKeyring } from '@notebank/aws-reference/envelope';
import { interleave } from '../../../scripts/lib/bench.ts';
import { openFrames, sealFrames } from './bare-frames.ts';

const [way = 'encrypt', mebibytes = '16', rounds = '1'] = process.argv.slice(2);
const PIECE = 65_536;
/** What is decrypted is this message, again and again: one of a gibibyte would be memory of its own. */
const MESSAGE = Math.min(16, Number(mebibytes));

const keys = rawAesKeyring({ keyNamespace: 'bench', keyName: 'raw', wrappingKey: new Uint8Array(32) });
const options = { keys, algorithmSuite: 0x0478 } as const;
const piece = new Uint8Array(PIECE);
const message = way === 'encrypt' ? piece : await encrypt(new Uint8Array(MESSAGE * 2 ** 20), options);
/** The same frames alone, so that both read as much memory. */
const frames = sealFrames(new Uint8Array(way === 'encrypt' ? PIECE : MESSAGE * 2 ** 20));
const BARE_PIECE = sealFrames(piece).length;

let peak = 0;

/** A stream that makes a piece whenever one is wanted, and looks at the memory meanwhile. */
function source(pieces: number, make: (index: number) => Uint8Array): ReadableStream<Uint8Array> {
  let made = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (made % 64 === 0) peak = Math.max(peak, process.memoryUsage.rss());
        if (made === pieces) controller.close();
        else controller.enqueue(make(made++));
      },
    },
    { highWaterMark: 0 },
  );
}

async function drain(stream: ReadableStream<Uint8Array>): Promise<void> {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read());
}

const WAYS = {
  encrypt: {
    stream: (mib: number) => drain(source((mib * 2 ** 20) / PIECE, () => piece).pipeThrough(encryptStream(options))),
    bare: (_index: number) => sealFrames(piece),
  },
  decrypt: {
    async stream(mib: number) {
      for (let done = 0; done < mib; done += MESSAGE) {
        const pieces = Math.ceil(message.length / PIECE);
        const cut = (index: number) => message.subarray(index * PIECE, (index + 1) * PIECE);
        await drain(source(pieces, cut).pipeThrough(decryptStream({ keys })));
      }
    },
    bare(index: number) {
      const at = (index * BARE_PIECE) % frames.length;
      return openFrames(frames.subarray(at, at + BARE_PIECE));
    },
  },
} as const;

const { stream, bare } = WAYS[way as keyof typeof WAYS];
/** The same bytes in a loop: the sum of what the frames cost. */
const bareLoop = (mib: number): void => {
  for (let index = 0; index < (mib * 2 ** 20) / PIECE; index++) bare(index);
};

const idle = process.memoryUsage.rss();
await stream(Number(mebibytes));
const memory = peak - idle;
const part = Math.max(16, Number(mebibytes) / 16);
const ms = await interleave({ stream: () => stream(part), bare: () => bareLoop(part) }, Number(rounds));
console.log(JSON.stringify({ memory, ms }));
