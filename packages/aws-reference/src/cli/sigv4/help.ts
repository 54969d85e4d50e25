import type { OptionHelp } from '../shared/program.ts';
import type { OptionName } from './arguments.ts';

/** What each option does, in the order of the help. */
export const OPTION_HELP: OptionHelp<OptionName> = {
  curl: ['--curl COMMAND', 'the request as a curl command line'],
  url: ['--url URL', 'the request by its parts, with the next four'],
  method: ['-X, --method METHOD', 'default GET, or POST with a body'],
  header: ['-H, --header LINE', '`Name: value`; may be repeated'],
  body: ['-d, --body TEXT', 'the body, as UTF-8'],
  'body-file': ['--body-file FILE', 'the body, as it is'],
  region: ['--region REGION', 'default AWS_REGION, AWS_DEFAULT_REGION, or what the host says'],
  service: ['--service NAME', 'the signing name; default what the host says'],
  date: ['--date DATE', '20150830T123600Z or ISO 8601; default now'],
  'encode-path': ['--encode-path once|twice', 'default once for S3, twice elsewhere'],
  'normalize-path': ['--[no-]normalize-path', 'default no for S3, yes elsewhere'],
  'unsigned-payload': ['--unsigned-payload', 'leave the body out of the signature (S3)'],
  format: ['--format FORMAT', ''],
  expires: ['--expires SECONDS', ''],
  'max-skew': ['--max-skew SECONDS', 'how far the signature may lie from the clock; default 900'],
  error: [
    '--error FILE',
    "the service's answer: its body, or a whole response as `curl -i` prints it; - reads the standard input",
  ],
  help: ['-h, --help', 'show this'],
};

/** Options that every command has: the request and its scope. */
export const REQUEST_OPTIONS = [
  'curl',
  'url',
  'method',
  'header',
  'body',
  'body-file',
  'region',
  'service',
  'date',
  'encode-path',
  'normalize-path',
] as const satisfies readonly OptionName[];

/** Where a request comes from. */
export const INPUT_HELP = `FILE holds raw HTTP or a command that begins with \`curl \`; without it, and without --url and --curl,
the request is read from the standard input. Credentials come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY
and AWS_SESSION_TOKEN.`;
