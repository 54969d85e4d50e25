// Prints the constants of src/labs/envelope/worked-example.ts: node --conditions=@notebank/source THIS-FILE.
// A new message is random, and so are its signature and the key that verifies it: run this only when the form of the
// worked example or the format of the local KMS's ciphertexts changes.
import { buildMessage } from '../../src/labs/envelope/build.ts';
import { FIRST_FORM } from '../../src/labs/envelope/lab-form.ts';
import { toBase64 } from '../../src/labs/envelope/text.ts';

const { message, dataKey, derivedKey } = await buildMessage(FIRST_FORM);
for (const [name, bytes] of Object.entries({ message, dataKey, derivedKey })) {
  const lines = toBase64(bytes).match(/.{1,96}/g) ?? [];
  console.log(`  ${name}:\n    ${lines.map((line) => `'${line}'`).join(' +\n    ')},`);
}
