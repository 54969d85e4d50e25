import { Problem } from '../shared/problem.ts';
import type { HeaderLine } from './http-message.ts';
import { shellWords, type Word } from './shell-words.ts';

/** A request as a curl command line gives it. */
export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array | undefined;
  /** Of `--aws-sigv4 aws:amz:us-east-1:s3`. */
  readonly region: string | undefined;
  readonly service: string | undefined;
  /** What was left out and why. */
  readonly notes: readonly string[];
}

/** Reads a file for `@file`. */
export type ReadFile = (path: string, place: string) => Promise<Uint8Array>;

interface Collected {
  method: string | undefined;
  url: string | undefined;
  headers: HeaderLine[];
  data: Uint8Array[];
  /** What curl adds by itself, unless a header of the same name is given or taken away. */
  defaults: HeaderLine[];
  removed: Set<string>;
  upload: Uint8Array | undefined;
  get: boolean;
  head: boolean;
  pathAsIs: boolean;
  glob: boolean;
  scope: string | undefined;
  user: boolean;
}

type Take = (collected: Collected, value: string, option: string, readFile: ReadFile) => void | Promise<void>;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const file = (value: string, option: string, readFile: ReadFile) =>
  readFile(value.slice(1), `--curl, option ${option}`);
const joined = (pieces: readonly Uint8Array[], separator = ''): Uint8Array => {
  const all = pieces.flatMap((piece, at) => (at === 0 ? [piece] : [utf8(separator), piece]));
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  all.reduce((at, piece) => {
    bytes.set(piece, at);
    return at + piece.length;
  }, 0);
  return bytes;
};

/** `-d`: a file loses its line breaks and NULs. */
const takeData: Take = async (collected, value, option, readFile) => {
  const fromFile = value.startsWith('@');
  const bytes = fromFile ? await file(value, option, readFile) : utf8(value);
  collected.data.push(fromFile ? bytes.filter((byte) => byte !== 10 && byte !== 13 && byte !== 0) : bytes);
};
const takeBinary: Take = async (collected, value, option, readFile) => {
  collected.data.push(value.startsWith('@') ? await file(value, option, readFile) : utf8(value));
};
/** `content`, `=content`, `name=content`, `@file`, `name@file`. */
const takeUrlEncoded: Take = async (collected, value, option, readFile) => {
  const at = value.search(/[=@]/);
  const name = at > 0 ? `${value.slice(0, at)}=` : '';
  const content = at === -1 ? value : value.slice(at + 1);
  const plain = value[at] === '@' ? text(await readFile(content, `--curl, option ${option}`)) : content;
  collected.data.push(
    utf8(
      name +
        encodeURIComponent(plain.toWellFormed()).replace(
          /[!'()*]/g,
          (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
        ),
    ),
  );
};
const takeJson: Take = async (collected, value, option, readFile) => {
  await takeBinary(collected, value, option, readFile);
  collected.defaults.push(['content-type', 'application/json'], ['accept', 'application/json']);
};
const takeHeader: Take = (collected, value, option) => {
  const colon = value.indexOf(':');
  if (value.startsWith('@')) throw new Problem(`--curl, option ${option}`, 'headers from a file', '`Name: value`');
  // `Name;` is a header without value, `Name:` takes curl's own away.
  if (colon === -1 && value.endsWith(';')) collected.headers.push([value.slice(0, -1), '']);
  else if (colon < 1) throw new Problem(`--curl, option ${option}`, 'a header without colon', '`Name: value`');
  else if (value.slice(colon + 1).trim() === '') collected.removed.add(value.slice(0, colon).toLowerCase());
  else collected.headers.push([value.slice(0, colon), value.slice(colon + 1).trim()]);
};
const header =
  (name: string): Take =>
  (collected, value) => {
    collected.headers.push([name, value]);
  };
const ignored: Take = () => undefined;

/** Options with a value. */
const VALUED: Readonly<Record<string, Take>> = {
  '--request': (collected, value) => {
    collected.method = value;
  },
  '--url': (collected, value, option) => {
    if (collected.url !== undefined) throw new Problem(`--curl, option ${option}`, 'a second URL', 'one');
    collected.url = value;
  },
  '--header': takeHeader,
  '--data': takeData,
  '--data-ascii': takeData,
  '--data-raw': (collected, value) => {
    collected.data.push(utf8(value));
  },
  '--data-binary': takeBinary,
  '--data-urlencode': takeUrlEncoded,
  '--json': takeJson,
  '--upload-file': async (collected, value, option, readFile) => {
    collected.upload = await readFile(value, `--curl, option ${option}`);
  },
  '--aws-sigv4': (collected, value) => {
    collected.scope = value;
  },
  '--user': (collected) => {
    collected.user = true;
  },
  '--user-agent': header('user-agent'),
  '--referer': header('referer'),
  '--cookie': header('cookie'),
  '--output': ignored,
  '--max-time': ignored,
  '--connect-timeout': ignored,
  '--retry': ignored,
  '--write-out': ignored,
  '--proxy': ignored,
  '--cacert': ignored,
};

/** Options without a value. */
const FLAGS: Readonly<Record<string, (collected: Collected) => void>> = {
  '--get': (collected) => {
    collected.get = true;
  },
  '--head': (collected) => {
    collected.head = true;
  },
  '--path-as-is': (collected) => {
    collected.pathAsIs = true;
  },
  '--globoff': (collected) => {
    collected.glob = false;
  },
  ...Object.fromEntries(
    [
      '--compressed',
      '--fail',
      '--fail-with-body',
      '--http1.1',
      '--http2',
      '--include',
      '--insecure',
      '--ipv4',
      '--ipv6',
      '--location',
      '--no-buffer',
      '--no-progress-meter',
      '--progress-bar',
      '--show-error',
      '--silent',
      '--verbose',
    ].map((name) => [name, () => undefined]),
  ),
};

const SHORT: Readonly<Record<string, string>> = {
  X: '--request',
  H: '--header',
  d: '--data',
  G: '--get',
  I: '--head',
  T: '--upload-file',
  u: '--user',
  A: '--user-agent',
  e: '--referer',
  b: '--cookie',
  o: '--output',
  m: '--max-time',
  w: '--write-out',
  x: '--proxy',
  f: '--fail',
  i: '--include',
  k: '--insecure',
  L: '--location',
  N: '--no-buffer',
  s: '--silent',
  S: '--show-error',
  v: '--verbose',
  g: '--globoff',
  '4': '--ipv4',
  '6': '--ipv6',
  '#': '--progress-bar',
};

/** An option with its value, long and short forms made one. */
interface Option {
  readonly name: string;
  readonly value: Word | undefined;
}

function unknown(name: string): never {
  throw new Problem(
    '--curl',
    `the option ${name}`,
    'an option that this command knows',
    'Leave it out if it does not change the request, or write the request as raw HTTP.',
  );
}

/** Takes `-sSXPOST` and `-d @file` apart. */
function* optionsOf(words: readonly Word[]): Generator<Option> {
  const rest = [...words];
  const valueAfter = (name: string): Word => {
    const word = rest.shift();
    if (word === undefined) throw new Problem('--curl', `${name} at the end`, 'a value after it');
    return word;
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const { text: spelt, expansion } = word;
    if (spelt.startsWith('--')) yield { name: spelt, value: spelt in VALUED ? valueAfter(spelt) : undefined };
    else if (!spelt.startsWith('-') || spelt === '-') yield { name: '--url', value: word };
    else {
      for (let at = 1; at < spelt.length; at++) {
        const name = SHORT[spelt[at] ?? ''] ?? unknown(`-${spelt[at]}`);
        if (!(name in VALUED)) yield { name, value: undefined };
        else {
          const attached = spelt.slice(at + 1);
          yield { name, value: attached === '' ? valueAfter(name) : { text: attached, expansion } };
          break;
        }
      }
    }
  }
}

async function collect(words: readonly Word[], readFile: ReadFile): Promise<Collected> {
  const collected: Collected = {
    method: undefined,
    url: undefined,
    headers: [],
    data: [],
    defaults: [],
    removed: new Set(),
    upload: undefined,
    get: false,
    head: false,
    pathAsIs: false,
    glob: true,
    scope: undefined,
    user: false,
  };
  for (const { name, value } of optionsOf(words)) {
    if (value === undefined) {
      (FLAGS[name] ?? unknown(name))(collected);
      continue;
    }
    // The value of --user is a secret and is not looked at; what is ignored may hold anything.
    if (value.expansion !== undefined && name !== '--user' && VALUED[name] !== ignored) {
      throw new Problem(
        `--curl, option ${name}`,
        `the variable ${value.expansion}`,
        'its value',
        'Nothing is expanded here: write the value, or single quotes where the dollar sign is meant.',
      );
    }
    if (name.startsWith('--data')) collected.defaults.push(['content-type', 'application/x-www-form-urlencoded']);
    await VALUED[name]?.(collected, value.text, name, readFile);
  }
  return collected;
}

/** The URL as curl sends it: with a scheme, without fragment, dot segments resolved unless `--path-as-is`. */
function sentUrl({ url, pathAsIs, glob }: Collected): string {
  if (url === undefined) throw new Problem('--curl', 'no URL', 'one');
  const whole = /^[a-z][\w+.-]*:\/\//i.test(url) ? url : `http://${url}`;
  const [origin = '', authority = ''] = /^[^/]*\/\/([^/?#]*)/.exec(whole) ?? [];
  if (authority === '') throw new Problem('--curl', 'a URL without host', '`https://host/path`');
  const [target = ''] = whole.slice(origin.length).split('#', 1);
  if (glob && /[[\]{}]/.test(target)) {
    throw new Problem(
      '--curl',
      'brackets or braces in the URL, which curl expands',
      'one URL',
      'Write them as %5B %5D %7B %7D, or add --globoff.',
    );
  }
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  return origin + (pathAsIs ? path : withoutDots(path)) + target.slice(path.length);
}

/** RFC 3986, section 5.2.4: `.` and `..` go, repeated slashes stay. */
function withoutDots(path: string): string {
  const result: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [at, segment] of segments.entries()) {
    const last = at === segments.length - 1;
    if (segment === '..') result.pop();
    if (segment !== '.' && segment !== '..') result.push(segment);
    else if (last) result.push('');
  }
  return path === '' ? '' : `/${result.join('/')}`;
}

/** `aws:amz:us-east-1:s3`; curl takes what is left out from the host. */
function scopeOf(scope: string | undefined): { region: string | undefined; service: string | undefined } {
  const [, , region, service] = scope?.split(':') ?? [];
  return { region: region || undefined, service: service || undefined };
}

/**
 * Reads a curl command line, from `curl` to its last option. Reads the files that it names; runs and sends nothing.
 *
 * {@link https://curl.se/docs/manpage.html}
 *
 * @throws {@link Problem} for what it does not know: a request that is signed otherwise than it is sent helps nobody.
 */
export async function readCurl(command: string, readFile: ReadFile): Promise<CurlRequest> {
  const [program, ...words] = shellWords(command.replace(/^\s*\$\s+/, ''));
  if (program?.text !== 'curl') throw new Problem('--curl', 'another command', '`curl …`');
  const collected = await collect(words, readFile);
  const { get, head, upload, data, scope, user } = collected;
  if (user && scope === undefined) {
    throw new Problem(
      '--curl, option --user',
      'a user of HTTP authentication',
      'none',
      'Credentials come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    );
  }
  const body = upload ?? (data.length > 0 && !get ? joined(data, '&') : undefined);
  const guessed = upload === undefined ? (body === undefined ? 'GET' : 'POST') : 'PUT';
  return {
    method: collected.method ?? (head ? 'HEAD' : guessed),
    url: get ? withQuery(sentUrl(collected), text(joined(data, '&'))) : sentUrl(collected),
    headers: headersOf(collected),
    body,
    ...scopeOf(scope),
    notes: user ? ['--user is left out: credentials come from the environment'] : [],
  };
}

const withQuery = (url: string, query: string): string =>
  query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`;

/** The command's own headers outweigh those that curl adds; without a body it adds none. */
function headersOf({ headers, defaults, removed, data, get }: Collected): HeaderLine[] {
  const named = new Set([...removed, ...headers.map(([name]) => name.toLowerCase())]);
  const added = new Map(data.length === 0 || get ? [] : defaults.filter(([name]) => !named.has(name)));
  return [...headers, ...added];
}
