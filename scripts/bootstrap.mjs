// Runs a verb of this repository on a machine that has only Node 20 (or newer) and npm.
//
// Brings exact versions of Node and pnpm from the npm registry into `.toolchain/`, once, and starts the verb with them.
// The folder lies outside node_modules because pnpm prunes what it did not install itself. Node 20 syntax, no dependency.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const NODE_VERSION = '24.21.0';
const PNPM_VERSION = '12.21.0';

/**
 * Standard output belongs to the verb: `-- --json` has to stay JSON on the first run too.
 *
 * @type {import('node:child_process').StdioOptions}
 */
const TO_STDERR = ['inherit', 2, 2];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const toolchain = join(root, '.toolchain');
const windows = process.platform === 'win32';

const verbs = {
  start: 'build everything, serve the site and print its address',
  test: 'run every check and every test',
  check: 'types, lint, floors, generated files and content, in under a minute',
  build: 'build the packages, the decks and the site',
  dev: 'serve the site and reload it on every save',
  bench: 'measure speed and memory beside named peers (-- --json)',
  budgets: 'measure sizes and build times against budgets.json',
  conformance: 'run the official test vectors (-- --json)',
  vectors: 'say where each set of vectors comes from',
  'test:slow': 'the tests that take minutes: large banks, many random cases',
  notebank: 'the command for authors: check, preview, new, review, stats, export (-- --help)',
  format: 'format and mend what the linter can mend',
};

const [verb, ...rest] = process.argv.slice(2);
if (verb === undefined || verb === '--help' || !Object.hasOwn(verbs, verb)) {
  const lines = Object.entries(verbs).map(([name, what]) => `  npm run ${name.padEnd(12)} ${what}`);
  const unknown = verb !== undefined && verb !== '--help';
  if (unknown) console.error(`Unknown verb "${verb}", expected one of:`);
  console.log(lines.join('\n'));
  process.exit(unknown ? 1 : 0);
}

/**
 * Runs a command to its end, exits with its code when it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} options
 */
function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: windows, ...options });
  if (result.error) {
    console.error(`Could not start ${command}: ${result.error.message}`);
    process.exit(1);
  }
  if (result.signal) process.kill(process.pid, result.signal);
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/** @param {string[]} files */
function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) if (existsSync(file)) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

function installToolchain() {
  const stamp = join(toolchain, 'stamp');
  const wanted = `node@${NODE_VERSION} pnpm@${PNPM_VERSION} ${process.platform}-${process.arch}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error(`Bringing ${wanted} (once)`);
  // Installed beside and renamed, so that a run that is cut off leaves nothing half-made.
  const beside = `${toolchain}.${process.pid}`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  writeFileSync(join(beside, 'package.json'), '{"private":true}\n');
  const packages = [`node@${NODE_VERSION}`, `pnpm@${PNPM_VERSION}`];
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--save-exact', ...packages], {
    cwd: beside,
    stdio: TO_STDERR,
  });
  writeFileSync(join(beside, 'stamp'), wanted);
  rmSync(toolchain, { recursive: true, force: true });
  renameSync(beside, toolchain);
}

function installDependencies() {
  const stamp = join(root, 'node_modules', '.notebank-stamp');
  const manifests = ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', 'content/package.json'];
  for (const folder of ['apps', 'packages']) {
    for (const name of readdirSync(join(root, folder)).sort()) manifests.push(join(folder, name, 'package.json'));
  }
  const wanted = digest(manifests.map((file) => join(root, file)));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'], { stdio: TO_STDERR });
  writeFileSync(stamp, wanted);
}

installToolchain();
process.env.PATH = [join(toolchain, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
Object.assign(process.env, {
  ASTRO_TELEMETRY_DISABLED: '1',
  ASTRO_DISABLE_UPDATE_CHECK: 'true',
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
});
installDependencies();
run('node', ['--conditions=@notebank/source', join('scripts', 'verbs', `${verb.replace(':', '-')}.ts`), ...rest]);
