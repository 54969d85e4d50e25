// Packs notes in a process of its own and prints how much memory that took on top of the notes.
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { nodeDriver, packNotes, portablePacker } from '@notebank/question-bank/export';
import { notesInMemory } from './export-notes.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const { bank, notes, mods } = notesInMemory(Number(process.argv[2]));
packNotes(bank, { notes: notes.notes.slice(0, 10), media: notes.media }, { driver: nodeDriver(), mods });
collectGarbage();
const before = process.memoryUsage();
let peak = 0;
const driver = nodeDriver();
// The moment before deflating is the fullest: pages and file stand side by side.
const deflate = (bytes: Uint8Array) => {
  const now = process.memoryUsage();
  peak = Math.max(peak, now.heapUsed + now.external - before.heapUsed - before.external);
  return portablePacker.deflate(bytes.subarray(0, 1));
};
packNotes(bank, notes, { driver: { ...driver, packer: { ...portablePacker, deflate } }, mods });
console.log(JSON.stringify({ peakBytes: peak }));
