import { encryptStream } from '../../../envelope/index.ts';
import { count } from '../arguments.ts';
import { toBase64Text } from '../base64-text.ts';
import { readContext } from '../context.ts';
import { convert } from '../convert.ts';
import { RAW_KEYS } from '../help.ts';
import { keyringOf } from '../keys.ts';
import { readPolicy, readSuite } from '../suites.ts';
import { through } from '../through.ts';
import type { Command } from './command.ts';

export const encrypt: Command = {
  summary: 'Encrypts a file or a pipe.',
  options: [
    ...(['output', 'force', 'base64', ...RAW_KEYS, 'key-id', 'region', 'endpoint-url', 'context', 'suite'] as const),
    ...([
      'commitment-policy',
      'frame-length',
      'max-encrypted-data-keys',
      'max-buffered-bytes',
      'quiet',
      'help',
    ] as const),
  ],
  texts: {
    'key-id': 'a KMS key, by id, ARN or alias; may be repeated: the first makes the data key, all encrypt it',
    region: 'of key ids and aliases; default AWS_REGION, AWS_DEFAULT_REGION. An ARN names its own',
    context: 'a pair that is bound to the message and stored in it, not encrypted; may be repeated',
    'max-encrypted-data-keys': 'refuse to write more',
  },
  details: `Each of the keys can decrypt the message. RSA needs the public key. Credentials for KMS come from AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; it has 60 seconds to answer, and is asked three times.
Binary is not printed to a terminal.`,
  example: 'notebank-envelope encrypt letter.txt -o letter.enc --key-file key.bin --key-namespace home --key-name desk',
  async run(args, terminal) {
    const { values } = args;
    const options = {
      encryptionContext: readContext(values.context),
      algorithmSuite: readSuite(values.suite),
      commitmentPolicy: readPolicy(values['commitment-policy']),
      frameLength: count(values, 'frame-length'),
      maxEncryptedDataKeys: count(values, 'max-encrypted-data-keys'),
      maxBufferedBytes: count(values, 'max-buffered-bytes'),
    };
    const stream = encryptStream({ ...options, keys: await keyringOf(values, 'encrypt', terminal) });
    const isText = values.base64 === true;
    await convert(
      args,
      (pieces) => (isText ? toBase64Text(through(pieces, stream)) : through(pieces, stream)),
      { isSecret: false, onTerminal: isText ? 'yes' : 'no' },
      terminal,
    );
    return 0;
  },
};
