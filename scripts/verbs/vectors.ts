import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { readArguments } from '../lib/arguments.ts';
import { VECTOR_SETS } from '../lib/vector-sets.ts';

const { flags } = readArguments({
  name: 'vectors',
  what: 'Says where each set of official test vectors comes from, and whether it is present under NOTEBANK_VECTORS.',
  options: { json: { type: 'boolean', what: 'print JSON' } },
  examples: ['npm run vectors', 'NOTEBANK_VECTORS=/path/to/vectors npm run vectors', 'npm run vectors -- --json'],
});

const folder = process.env.NOTEBANK_VECTORS ?? '';
if (folder !== '' && !(existsSync(folder) && statSync(folder).isDirectory())) {
  console.error(`NOTEBANK_VECTORS expected a folder, got "${folder}"`);
  process.exit(1);
}

const sets = VECTOR_SETS.map((set) => ({ ...set, present: folder !== '' && existsSync(join(folder, set.folder)) }));
if (flags.json) {
  console.log(JSON.stringify(sets, null, 2));
} else {
  for (const { folder: name, upstream, commit, path, licence, holds, present } of sets) {
    const at = commit === undefined ? upstream : `${upstream} @ ${commit}`;
    console.log(`${name}: ${present ? 'present' : 'absent'}\n  ${at} : ${path}\n  ${licence}. ${holds}.`);
  }
  const present = sets.filter((set) => set.present).length;
  const hint = folder === '' ? ' Set NOTEBANK_VECTORS to the folder that holds them.' : '';
  console.log(`\n${present} of ${sets.length} sets present.${hint}`);
}
