#!/usr/bin/env node
import process from 'node:process';
import { main } from '@notebank/aws-reference/envelope/cli';

const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => interrupted.abort(name));

process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interrupted.signal,
});

// Ends by the signal itself, now that nobody listens to it: so a shell knows, and nothing that still waits goes on.
if (interrupted.signal.aborted) process.kill(process.pid, interrupted.signal.reason);
