// Writes the JSON Schemas that editors read. `--check` writes nothing and fails when a file is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { root } from './lib/run.ts';
import { renderSchemas } from './lib/schemas.ts';

const folder = join(root, 'packages', 'content-schema', 'schemas');
const check = process.argv.includes('--check');
const stale: string[] = [];

for (const [file, text] of renderSchemas()) {
  const path = join(folder, file);
  let present: string | undefined;
  try {
    present = readFileSync(path, 'utf8');
  } catch {
    present = undefined;
  }
  if (present === text) continue;
  stale.push(file);
  if (!check) writeFileSync(path, text);
}

for (const file of stale) {
  if (check)
    console.error(
      `packages/content-schema/schemas/${file}: differs from the schemas in src/, expected the same. Run \`node --conditions=@notebank/source scripts/generate-schemas.ts\`.`,
    );
  else console.log(`wrote ${file}`);
}
if (check && stale.length > 0) process.exitCode = 1;
