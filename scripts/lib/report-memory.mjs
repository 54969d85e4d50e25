// Preloaded into measured processes: writes the peak of the resident memory, in KiB, when the process ends.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const folder = process.env.NOTEBANK_MEMORY_FOLDER;
if (folder) {
  process.on('exit', () => {
    writeFileSync(join(folder, `${process.pid}.txt`), String(process.resourceUsage().maxRSS));
  });
}
