// Calls an export of a module with what comes in as JSON, and prints what it resolves to. For every JavaScript runtime.
import process from 'node:process';
import { text } from 'node:stream/consumers';

const [url = '', name = ''] = process.argv.slice(2);
const exports = await import(url);
const result = await exports[name](...JSON.parse(await text(process.stdin)));
process.stdout.write(JSON.stringify(result));
