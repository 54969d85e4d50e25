#!/usr/bin/env node
import process from 'node:process';
import { main } from '@notebank/aws-reference/sigv4/cli';

process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
});
