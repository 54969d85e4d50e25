import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { type PeerOptions, type PeerRequest, type PeerSignature, targetOf } from './peers.ts';

/** A request with the way in which it is signed. */
export interface BotocoreCase {
  readonly request: PeerRequest;
  readonly options: PeerOptions;
  readonly way: 'sign' | 'presign';
}

/** A Python that has botocore: that of `NOTEBANK_PYTHON`, or the system's. `undefined` when neither has it. */
export function findBotocore(): string | undefined {
  const pythons = [process.env.NOTEBANK_PYTHON, 'python3'].filter((python) => python !== undefined && python !== '');
  return pythons.find(
    (python) => spawnSync(python ?? '', ['-c', 'import botocore.auth'], { timeout: 60_000 }).status === 0,
  );
}

/** Signatures of all cases, from one run of Python. */
export function botocoreSignatures(python: string, cases: readonly BotocoreCase[]): PeerSignature[] {
  const input = cases.map(({ request, options, way }) => {
    const { credentials, date: _, ...rest } = options;
    const { method, headers, body, host } = request;
    return { method, headers, body, url: `https://${host}${targetOf(request)}`, way, ...credentials, ...rest };
  });
  const script = join(import.meta.dirname, 'sign_with_botocore.py');
  const run = spawnSync(python, [script], { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (run.status !== 0) throw new Error(`botocore failed: ${run.stderr}`);
  const { signatures } = JSON.parse(run.stdout) as { signatures: [string, string][] };
  return signatures.map(([signedHeaders, signature]) => ({ signedHeaders, signature }));
}
