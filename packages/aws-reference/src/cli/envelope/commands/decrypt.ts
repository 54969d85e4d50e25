import { decryptStream } from '../../../envelope/index.ts';
import { count } from '../arguments.ts';
import { fromAnyText } from '../base64-text.ts';
import { readContext } from '../context.ts';
import { convert } from '../convert.ts';
import { RAW_KEYS } from '../help.ts';
import { keyringOf } from '../keys.ts';
import { quoted } from '../quoted.ts';
import { readPolicy } from '../suites.ts';
import { through } from '../through.ts';
import type { Command } from './command.ts';

/** More than anybody needs. A stranger's message could name tens of thousands, and KMS would be asked for each. */
const MAX_ENCRYPTED_DATA_KEYS = 100;

export const decrypt: Command = {
  summary: 'Decrypts a message, in bytes or Base64.',
  options: [
    ...(['output', 'force', ...RAW_KEYS, 'key-id', 'discovery', 'discovery-account', 'discovery-partition'] as const),
    ...(['region', 'endpoint-url', 'context', 'print-context', 'commitment-policy', 'unsigned-only'] as const),
    ...(['max-encrypted-data-keys', 'max-buffered-bytes', 'quiet', 'help'] as const),
  ],
  texts: {
    'key-id': 'the ARN of a KMS key that may be asked; may be repeated. A multi-Region key stands for its relatives',
    region: 'with --discovery: only keys of this Region, and multi-Region keys in it',
    context: 'a pair that must be bound to the message with this value; it may have more; may be repeated',
    'max-encrypted-data-keys': `refuse messages with more; default ${MAX_ENCRYPTED_DATA_KEYS}`,
  },
  details: `With -o the file appears when all of the message is good, readable by its owner only; after a failure nothing is left.
To the standard output each frame goes as soon as it is authentic, so a pipe has the first part of a message before its
end, and the signature, is checked: if the exit code is not 0, throw away what came. RSA needs the private key.
Credentials for KMS come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; it has 60 seconds to answer,
and is asked three times.

Exit code 1: the message is refused, by its keys, its context or its form.`,
  example: 'notebank-envelope decrypt letter.enc -o copy.txt --key-file key.bin --key-namespace home --key-name desk',
  async run(args, terminal) {
    const { values } = args;
    const options = {
      encryptionContext: readContext(values.context),
      commitmentPolicy: readPolicy(values['commitment-policy']),
      decryptUnsignedOnly: values['unsigned-only'],
      maxEncryptedDataKeys: count(values, 'max-encrypted-data-keys') ?? MAX_ENCRYPTED_DATA_KEYS,
      maxBufferedBytes: count(values, 'max-buffered-bytes'),
    };
    const stream = decryptStream({ ...options, keys: await keyringOf(values, 'decrypt', terminal) });
    await convert(
      args,
      (pieces) => through(fromAnyText(pieces), stream),
      { isSecret: true, onTerminal: 'text' },
      terminal,
    );
    if (values['print-context'] === true) {
      const { encryptionContext } = await stream.header;
      const pairs = Object.entries(encryptionContext).map(([key, value]) => `${quoted(key)}: ${quoted(value)}`);
      terminal.note(`encryption context {${pairs.join(', ')}}`);
    }
    return 0;
  },
};
