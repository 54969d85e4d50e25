import type { OptionHelp } from '../shared/program.ts';
import type { OptionName } from './arguments.ts';

/** What each option does. */
export const OPTION_HELP: OptionHelp<OptionName> = {
  output: [
    '-o, --output FILE',
    'where the output goes, once it is whole; - is the standard output, even of a terminal',
  ],
  force: ['--force', 'replace the file that -o names; it may be FILE'],
  base64: ['--base64', 'write the message as Base64 text'],
  'key-file': [
    '--key-file FILE',
    'a raw key: AES (16, 24, 32 bytes; binary, hex, Base64) or RSA in PEM; may be repeated',
  ],
  'key-namespace': ['--key-namespace TEXT', 'where the raw key is from: once, or for each --key-file'],
  'key-name': ['--key-name TEXT', 'which key it is: for each --key-file, in their order'],
  'key-format': ['--key-format FORMAT', 'raw, hex or base64, where an AES key file could be several of them'],
  'rsa-padding': ['--rsa-padding PADDING', 'OAEP-SHA-256 (default), OAEP-SHA-1, OAEP-SHA-384, OAEP-SHA-512 or PKCS1'],
  'key-id': ['--key-id KEY', ''],
  discovery: ['--discovery', 'ask for whichever KMS key the message names, instead of --key-id'],
  'discovery-account': ['--discovery-account ID', 'only for keys of this account; may be repeated'],
  'discovery-partition': ['--discovery-partition ID', 'partition of these accounts; default aws'],
  region: ['--region REGION', ''],
  'endpoint-url': ['--endpoint-url URL', 'another KMS than that of the Region, such as one on this computer'],
  context: ['--context KEY=VALUE', ''],
  'print-context': ['--print-context', 'tell all pairs that are bound to the message on the standard error'],
  suite: ['--suite SUITE', 'algorithm suite by number or name; default 0x0578, which signs; 0x0478 does not'],
  'commitment-policy': [
    '--commitment-policy POLICY',
    'require-encrypt-require-decrypt (default), require-encrypt-allow-decrypt or forbid-encrypt-allow-decrypt',
  ],
  'frame-length': ['--frame-length BYTES', 'plaintext of a frame; default 4096'],
  'unsigned-only': ['--unsigned-only', 'refuse signed messages'],
  'max-encrypted-data-keys': ['--max-encrypted-data-keys N', 'refuse messages with more'],
  'max-buffered-bytes': [
    '--max-buffered-bytes N',
    'refuse what would have to be held whole and is larger; default 67108864',
  ],
  format: ['--format FORMAT', 'text (default) or json'],
  quiet: ['--quiet', 'no progress on a terminal'],
  help: ['-h, --help', 'show this'],
};

/** Where keys come from, for both directions. */
export const RAW_KEYS = [
  'key-file',
  'key-namespace',
  'key-name',
  'key-format',
  'rsa-padding',
] as const satisfies readonly OptionName[];

/** What every command reads. */
export const INPUT_HELP = 'Without FILE, or when it is -, the standard input is read. Input may be of any size.';
