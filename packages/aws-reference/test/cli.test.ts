import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCurl } from '../src/cli/sigv4/curl-command.ts';
import { main } from '../src/cli/sigv4/main.ts';
import { shellWords } from '../src/cli/sigv4/shell-words.ts';
import { signRequest } from '../src/sigv4/index.ts';
import { ENV, type Ran, run, TEMPORARY } from './support/cli.ts';
import { CREDENTIALS, compute, DATE, jsonMismatch, s3Mismatch, TOKEN } from './support/service.ts';

const COMMANDS = ['sign', 'presign', 'verify', 'explain', 'diagnose'] as const;
const FORMATS = ['http', 'curl', 'json', 'headers'] as const;
const TABLES = [
  'POST / HTTP/1.1',
  'Host: dynamodb.us-east-1.amazonaws.com',
  'X-Amz-Target: DynamoDB_20120810.ListTables',
  '',
  '{}',
].join('\r\n');
const SIGNED = signRequest(
  {
    method: 'POST',
    url: '/',
    headers: { host: 'dynamodb.us-east-1.amazonaws.com', 'x-amz-target': 'DynamoDB_20120810.ListTables' },
    body: '{}',
  },
  { credentials: CREDENTIALS, region: 'us-east-1', service: 'dynamodb', date: DATE },
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'notebank-sigv4-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const put = async (name: string, text: string | Uint8Array): Promise<string> => {
  await writeFile(join(folder, name), text);
  return name;
};

describe('sign', () => {
  test('signs AWS’s worked example from options, raw HTTP and curl alike', async () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
    const url = 'https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08';
    const type = 'Content-Type: application/x-www-form-urlencoded; charset=utf-8';
    const raw = `GET /?Action=ListUsers&Version=2010-05-08 HTTP/1.1\nHost: iam.amazonaws.com\n${type}\n\n`;
    const signature = '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7';
    await put('request.http', raw);
    await put('request.sh', `curl -H '${type}' \\\n  '${url}'\n`);
    const ways: readonly [string[], string?][] = [
      [['--url', url, '-H', type]],
      [['--curl', `curl -H '${type}' '${url}'`]],
      [['request.http']],
      [['request.sh']],
      [[], raw],
      [['-'], raw.replaceAll('\n', '\r\n')],
      [[], `curl -H '${type}' '${url}'`],
    ];
    for (const [args, stdin] of ways) {
      const ran = await run(['sign', ...args, '--format', 'headers'], {
        cwd: folder,
        ...(stdin === undefined ? {} : { stdin }),
      });
      expect(ran.code).toBe(0);
      expect(ran.out).toContain(`SignedHeaders=content-type;host;x-amz-date, Signature=${signature}\n`);
    }
  });

  test('prints raw HTTP that can be sent: host, all headers, a length, the body', async () => {
    const { out } = await run(['sign'], { stdin: TABLES });
    expect(out.split('\r\n')).toEqual([
      'POST / HTTP/1.1',
      'host: dynamodb.us-east-1.amazonaws.com',
      'x-amz-target: DynamoDB_20120810.ListTables',
      'x-amz-date: 20150830T123600Z',
      `authorization: ${SIGNED.headers.authorization}`,
      'content-length: 2',
      '',
      '{}',
    ]);
  });

  test('prints a curl command that gives the same request again', async () => {
    const awkward = 'it\'s "$x" `y` \\ \n!';
    const { out } = await run([
      'sign',
      '--format',
      'curl',
      '--url',
      'https://examplebucket.s3.us-east-1.amazonaws.com/a/../b[1]?x=1',
      '-X',
      'PUT',
      '-H',
      `x-amz-meta-a: it's`,
      '-d',
      awkward,
    ]);
    expect(out).toContain('--path-as-is --globoff --request PUT');
    const again = await readCurl(out, () => Promise.reject(new Error('no file')));
    expect(again).toMatchObject({
      method: 'PUT',
      url: 'https://examplebucket.s3.us-east-1.amazonaws.com/a/../b[1]?x=1',
    });
    expect(new TextDecoder().decode(again.body)).toBe(awkward);
    const json = JSON.parse(
      (
        await run([
          'sign',
          '--format',
          'json',
          '--curl',
          out.replace(/ --header '(?:x-amz-date|x-amz-content|authorization)[^']*'/g, ''),
        ])
      ).out,
    );
    expect(Object.fromEntries(again.headers.filter(([, value]) => value !== ''))).toEqual(
      Object.fromEntries(Object.entries(json.headers).filter(([name]) => name !== 'host')),
    );
  });

  test('bytes that are no text go through base64', async () => {
    await put('binary', Uint8Array.from([0, 1, 254, 255]));
    const args = [
      'sign',
      '--url',
      'https://examplebucket.s3.us-east-1.amazonaws.com/k',
      '-X',
      'PUT',
      '--body-file',
      'binary',
    ];
    expect((await run([...args, '--format', 'curl'], { cwd: folder })).out).toMatch(
      /^printf %s AAH\+\/w== \| base64 -d \| curl .*--data-binary @-\n$/,
    );
    expect(JSON.parse((await run([...args, '--format', 'json'], { cwd: folder })).out)).toMatchObject({
      method: 'PUT',
      bodyBase64: 'AAH+/w==',
    });
    expect((await run([...args, '--unsigned-payload', '--format', 'headers'], { cwd: folder })).out).toContain(
      'x-amz-content-sha256: UNSIGNED-PAYLOAD\n',
    );
  });

  test('whatever is signed is good', async () => {
    const token = fc.stringMatching(/^[a-z]{1,8}$/);
    const path = fc
      .array(fc.stringMatching(/^[\w.~%20+-]{0,6}$/))
      .map((parts) => `/${parts.join('/')}`.replaceAll('%', '%25'));
    const host = fc.constantFrom(
      'examplebucket.s3.us-east-1.amazonaws.com',
      'dynamodb.us-east-1.amazonaws.com',
      'abc.execute-api.us-east-1.amazonaws.com',
    );
    await fc.assert(
      fc.asyncProperty(host, path, token, fc.string(), async (name, target, value, body) => {
        const args = [
          '--url',
          `https://${name}${target}?q=${value}`,
          '-X',
          'PUT',
          '-H',
          `x-a: ${value}`,
          '-d',
          body.toWellFormed(),
        ];
        const signed = await run(['sign', ...args]);
        expect((await run(['verify'], { stdin: signed.out })).out).toMatch(/^good: /);
      }),
      { numRuns: 40 },
    );
  });
});

describe('region and service', () => {
  const sign = (args: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
    run(['sign', '--format', 'headers', ...args], { env: { ...ENV, ...env } });

  test('come from the host, and that is told', async () => {
    const { out, err } = await sign(['--url', 'https://bucket.s3.eu-central-1.amazonaws.com/']);
    expect(out).toContain('/20150830/eu-central-1/s3/aws4_request');
    expect(err).toBe(
      'notebank-sigv4: region eu-central-1 derived from the host bucket.s3.eu-central-1.amazonaws.com\nnotebank-sigv4: service s3 derived from the host bucket.s3.eu-central-1.amazonaws.com\n',
    );
  });

  test('options come before --aws-sigv4, that before the environment, that before the host', async () => {
    const url = 'https://dynamodb.us-east-1.amazonaws.com/';
    const curl = ['--curl', `curl --aws-sigv4 aws:amz:us-west-1:kms ${url}`];
    expect((await sign([...curl, '--region', 'eu-west-1', '--service', 'sqs'], { AWS_REGION: 'x' })).out).toContain(
      '/eu-west-1/sqs/',
    );
    expect((await sign(curl, { AWS_REGION: 'x' })).out).toContain('/us-west-1/kms/');
    expect((await sign(['--url', url], { AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-3' })).out).toContain(
      '/eu-west-2/dynamodb/',
    );
    const { out, err } = await sign(['--url', url], { AWS_DEFAULT_REGION: 'eu-west-3' });
    expect(out).toContain('/eu-west-3/dynamodb/');
    expect(err).toContain(
      'Region eu-west-3 is taken, and the host says us-east-1: give --region us-east-1 if that is meant',
    );
  });

  test('nothing is told of what was given', async () => {
    expect(
      (await sign(['--url', 'https://example.com/', '--region', 'us-east-1', '--service', 'execute-api'])).err,
    ).toBe('');
  });
});

describe('presign', () => {
  test('prints a URL that is good until it expires', async () => {
    const args = ['presign', '--url', 'https://examplebucket.s3.us-east-1.amazonaws.com/test.txt', '--expires', '60'];
    const { out } = await run(args);
    expect(out).toMatch(
      /^https:\/\/examplebucket\.s3\.us-east-1\.amazonaws\.com\/test\.txt\?X-Amz-Algorithm=.*&X-Amz-Expires=60&.*&X-Amz-Signature=[\da-f]{64}\n$/,
    );
    const later = (seconds: number) =>
      run(['verify', '--url', out.trim()], { now: new Date(DATE.getTime() + seconds * 1000) });
    expect((await later(59)).out).toMatch(/^good: .* in the query\n/);
    expect(await later(120)).toMatchObject({
      code: 1,
      out: 'refused: Expired\nThe presigned URL ended 1 min ago: make a new one.\n',
    });
  });

  test('raw HTTP becomes an https URL', async () => {
    const { out } = await run(['presign'], {
      stdin: 'GET /k HTTP/1.1\nHost: examplebucket.s3.us-east-1.amazonaws.com\n\n',
    });
    expect(out).toMatch(/^https:\/\/examplebucket\.s3\.us-east-1\.amazonaws\.com\/k\?.*X-Amz-Expires=900/);
  });
});

describe('verify', () => {
  test('tells what the signature covers, or why it is refused', async () => {
    const { out } = await run(['sign'], { stdin: TABLES });
    const verify = (stdin: string, args: readonly string[] = [], env = ENV) => run(['verify', ...args], { stdin, env });
    expect(await verify(out)).toMatchObject({
      code: 0,
      out: 'good: signed by AKIDEXAMPLE for 20150830/us-east-1/dynamodb/aws4_request at 20150830T123600Z, in the Authorization header\nsigned headers: host, x-amz-date, x-amz-target\npayload: 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\n',
    });
    const refusals: readonly [string, Promise<Ran>][] = [
      [
        'PayloadMismatch',
        verify(
          (await run(['sign', '--url', 'https://examplebucket.s3.us-east-1.amazonaws.com/k', '-d', 'ab'])).out.replace(
            /ab$/,
            'ba',
          ),
        ),
      ],
      ['SignatureMismatch', verify(out.replace('{}', '[]'))],
      ['SignatureMismatch', verify(out.replace('ListTables', 'DropTables'))],
      ['Skewed', verify(out, ['--date', '2015-08-30T13:36:00Z'])],
      ['WrongScope', verify(out, ['--region', 'eu-west-1'])],
      ['UnknownKey', verify(out, [], { ...ENV, AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' })],
      ['InvalidToken', verify(out, [], { ...ENV, AWS_SESSION_TOKEN: TOKEN })],
      ['MissingSignature', verify(TABLES)],
      ['HeadersNotSigned', verify(out.replace('\r\n\r\n', '\r\nx-amz-acl: public-read\r\n\r\n'))],
    ];
    for (const [reason, ran] of refusals)
      expect(await ran).toMatchObject({ code: 1, out: expect.stringMatching(`^refused: ${reason}\n.*\\.\n$`) });
    expect((await verify(out, ['--date', '2015-08-30T13:36:00Z', '--max-skew', '3600'])).code).toBe(0);
  });

  test('takes the scope that the request claims when nobody else tells, and says so', async () => {
    const { out } = await run([
      'sign',
      '--url',
      'https://example.com/',
      '--region',
      'us-east-1',
      '--service',
      'execute-api',
    ]);
    const ran = await run(['verify'], { stdin: out });
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('service execute-api derived from the scope that the request claims');
  });
});

describe('explain', () => {
  test('tells every step, as text or JSON, of headers or a presigned URL', async () => {
    const { out, code } = await run(['explain'], { stdin: TABLES });
    expect(code).toBe(0);
    expect(out).toContain('9. Signature: HMAC(kSigning, StringToSign)');
    expect(out).toContain(SIGNED.signature);
    expect(JSON.parse((await run(['explain', '--format', 'json'], { stdin: TABLES })).out)).toMatchObject({
      signature: SIGNED.signature,
      signedHeaders: 'host;x-amz-date;x-amz-target',
    });
    expect((await run(['explain', '--expires', '60'], { stdin: TABLES })).out).toContain('X-Amz-Expires = 60');
  });

  test('a request that is signed needs no credentials', async () => {
    const signed = (await run(['sign'], { stdin: TABLES })).out;
    const { out, code } = await run(['explain'], { stdin: signed, env: {} });
    expect(code).toBe(0);
    expect(out).toContain('SignedHeaders   host;x-amz-date;x-amz-target');
  });
});

describe('diagnose', () => {
  const arrived = { ...SIGNED, headers: { ...SIGNED.headers, host: 'dynamodb.us-east-1.amazonaws.com:8443' } };
  const answer = jsonMismatch(compute(arrived, {}));

  test('finds the cause from the request before it was signed, at the moment of the answer', async () => {
    const error = await put('error.json', answer);
    const { code, out } = await run(['diagnose', '--error', error], { stdin: TABLES, cwd: folder, now: new Date() });
    expect(code).toBe(1);
    expect(out).toContain('1. host-port (certain)');
    expect(out).not.toContain('other-request');
  });

  test('finds it from the signed request, without credentials, and from a whole response on the standard input', async () => {
    await put('signed.http', (await run(['sign'], { stdin: TABLES })).out);
    const response = `HTTP/1.1 400 Bad Request\r\nx-amzn-errortype: InvalidSignatureException\r\nDate: ${DATE.toUTCString()}\r\n\r\n${answer}`;
    const { code, out } = await run(['diagnose', 'signed.http', '--error', '-', '--format', 'json'], {
      stdin: response,
      cwd: folder,
      env: {},
    });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      causes: [{ cause: 'host-port' }],
      answer: { status: 400, protocol: 'json' },
    });
  });

  test('tries the rules of other services on a signature that does not fit', async () => {
    const url = 'https://examplebucket.s3.us-east-1.amazonaws.com/a%20b';
    const signed = await run(['sign', '--url', url, '--encode-path', 'twice', '--normalize-path']);
    const { out, code } = await run(['diagnose'], { stdin: signed.out });
    expect(code).toBe(1);
    expect(out).toContain(
      '1. double-encoding (certain)\n   - the service encodes the path once\n     signed    /a%2520b',
    );
  });

  test('a signature that nothing explains: with the answer the secret, without it the refusal', async () => {
    const signed = await run(['sign'], { stdin: TABLES, env: { ...ENV, AWS_SECRET_ACCESS_KEY: 'another-secret' } });
    const error = await put('equal.json', jsonMismatch(compute(SIGNED, {})));
    await put('other.http', signed.out);
    expect((await run(['diagnose', 'other.http', '--error', error], { cwd: folder })).out).toContain(
      '1. wrong-secret-key (likely)',
    );
    const bare = await run(['diagnose', 'other.http'], { cwd: folder });
    expect(bare).toMatchObject({
      code: 1,
      out: expect.stringContaining('No cause found.\n\nEverything can be read, and the signature is another one'),
    });
  });

  test('finds nothing in a good request', async () => {
    expect(await run(['diagnose'], { stdin: TABLES })).toMatchObject({ code: 0, out: 'No cause found.\n' });
    const signed = await run(['sign'], { stdin: TABLES });
    expect(await run(['diagnose'], { stdin: signed.out })).toMatchObject({ code: 0, out: 'No cause found.\n' });
  });
});

describe('help', () => {
  test('lists the commands, and each has its options and an example that runs', async () => {
    const help = await run(['--help']);
    expect(help.code).toBe(0);
    for (const command of COMMANDS) {
      expect(help.out).toContain(`\n  ${command}`);
      const { code, out } = await run([command, '--help']);
      expect(code).toBe(0);
      expect(out).toContain(`Usage: notebank-sigv4 ${command} `);
      const example = /Example:\n {2}(.*)\n/.exec(out)?.[1] ?? '';
      const stages = example.split(' | ').map((stage) => shellWords(stage).map((word) => word.text));
      let stdin: string | undefined;
      for (const [program, ...args] of stages) {
        expect(program).toBe('notebank-sigv4');
        const ran = await run(args, stdin === undefined ? {} : { stdin });
        expect(ran.code).toBe(args[0] === 'diagnose' ? 1 : 0);
        expect(ran.out).not.toBe('');
        stdin = ran.out;
      }
      expect(stages.some(([, name]) => name === command)).toBe(true);
    }
  });

  test('without a command the help comes with the code of wrong usage', async () => {
    expect(await run([])).toEqual({ ...(await run(['--help'])), code: 2 });
  });
});

describe('wrong arguments and input', () => {
  test.each<[string[], string, { env?: Record<string, string>; stdin?: string }?]>([
    [
      ['sing'],
      'notebank-sigv4: another command, expected one of sign, presign, verify, explain, diagnose. See `notebank-sigv4 --help`.',
    ],
    [
      ['sign', '--expires', '5'],
      'notebank-sigv4 sign: --expires is no option of this command, expected one of its options. See `notebank-sigv4 sign --help`.',
    ],
    [
      ['sign', '--url'],
      'notebank-sigv4 sign: --url has a value too much or too little, expected a value where it takes one.',
    ],
    [
      ['sign', '--format', 'xml', '--url', 'https://a.example'],
      '--format: `xml`, expected one of http, curl, json, headers.',
    ],
    [['sign', '--url', 'a.example'], '--url: no absolute URL, expected `https://host/path`.'],
    [['sign', '--url', 'https://a.example', '-H', 'x'], '--header: a header without colon, expected `Name: value`.'],
    [
      ['sign', '--url', 'https://a.example', '--body', 'x', '--body-file', 'y'],
      'arguments: --body and --body-file, expected one of them.',
    ],
    [['sign', '--method', 'PUT'], '--method: no --url, expected --url with it. Elsewhere the request has its own.'],
    [['sign', 'a', 'b'], 'arguments: 2 files, expected one request.'],
    [['sign', 'a', '--curl', 'curl x'], 'arguments: --curl and a file, expected one request.'],
    [
      ['sign', 'missing.http'],
      'missing.http: the file `missing.http` cannot be read (ENOENT), expected a file that can be read.',
    ],
    [
      ['sign'],
      'standard input: no request, expected a file, --url, --curl or a request on the standard input. See `notebank-sigv4 --help`.',
    ],
    [['sign'], 'standard input:1: no request line', { stdin: '\n' }],
    [
      ['sign', '--url', 'https://example.com/'],
      'region: missing, and the host does not tell, expected one. Give --region, or set AWS_REGION.',
    ],
    [
      ['sign', '--url', 'https://example.com/', '--region', 'x'],
      'service: missing, and the host does not tell, expected one. Give --service, such as s3 or execute-api.',
    ],
    [
      ['sign', '--url', 'https://example.com/', '--region', 'a/b', '--service', 's3'],
      'Look at --region or AWS_REGION.',
    ],
    [
      ['sign', '--url', 'https://sts.amazonaws.com/', '--date', 'today'],
      '--date: `today`, expected 20150830T123600Z or 2015-08-30T12:36:00Z.',
    ],
    [
      ['sign', '--url', 'https://sts.amazonaws.com/', '--encode-path', 'thrice'],
      '--encode-path: `thrice`, expected one of once, twice.',
    ],
    [
      ['sign', '--url', 'https://sts.amazonaws.com/'],
      'AWS_ACCESS_KEY_ID: missing, expected credentials in the environment. Set AWS_ACCESS_KEY_ID',
      { env: {} },
    ],
    [
      ['verify', '--url', 'https://sts.amazonaws.com/'],
      'AWS_SECRET_ACCESS_KEY: missing, expected credentials in the environment.',
      { env: { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' } },
    ],
    [
      ['presign', '--url', 'https://sts.amazonaws.com/', '--expires', '1h'],
      '--expires: `1h`, expected a whole number of seconds.',
    ],
    [
      ['presign', '--url', 'https://sts.amazonaws.com/', '--expires', '604801'],
      'Give --expires a number in this range.',
    ],
    [
      ['diagnose', '--error', '-'],
      '--error: request and answer on the standard input, expected one there, one in a file.',
      { stdin: TABLES },
    ],
    [
      ['diagnose', '--error', 'none.xml', '--url', 'https://sts.amazonaws.com/'],
      '--error: the file `none.xml` cannot be read (ENOENT)',
    ],
    [
      ['explain'],
      'signature: it cannot be read (Malformed',
      {
        stdin:
          'GET / HTTP/1.1\nHost: sts.amazonaws.com\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/1/2/3\n\n',
      },
    ],
    [
      ['sign'],
      'Use verify, explain or diagnose for a signed request.',
      { stdin: 'GET / HTTP/1.1\nHost: sts.amazonaws.com\nAuthorization: x\n\n' },
    ],
  ])('%j', async (args, message, options = {}) => {
    const { code, out, err } = await run(args, { cwd: folder, ...options });
    expect(err).toContain(message);
    expect(code).toBe(2);
    expect(out).toBe('');
  });
});

describe('secrets', () => {
  const SECRET = CREDENTIALS.secretAccessKey;
  const holds = (text: string, needle: string): boolean =>
    [needle, encodeURIComponent(needle), btoa(needle)].some((one) => text.includes(one));
  const URL_OF_S3 = 'https://examplebucket.s3.us-east-1.amazonaws.com/k';

  /** Every command in every format, of a request before and after signing, good and refused. */
  async function everything(): Promise<readonly (readonly [name: string, travels: boolean, ran: Ran])[]> {
    const options = { env: TEMPORARY, cwd: folder };
    const request = ['--url', URL_OF_S3];
    const signed = await run(['sign', ...request], options);
    const url = (await run(['presign', ...request], options)).out.trim();
    const temporary = { ...CREDENTIALS, accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionToken: TOKEN };
    const { headers } = signRequest(
      { url: URL_OF_S3 },
      { credentials: temporary, region: 'us-east-1', service: 's3', date: DATE },
    );
    await put(
      'token.xml',
      s3Mismatch(compute({ method: 'PUT', url: URL_OF_S3, headers }, { normalizePath: false, encodePath: 'once' })),
    );
    const results: (readonly [string, boolean, Ran])[] = [['sign', true, signed]];
    const add = async (args: readonly string[], travels: boolean, stdin?: string) =>
      results.push([
        args.join(' '),
        travels,
        await run(args, { ...options, ...(stdin === undefined ? {} : { stdin }) }),
      ]);
    for (const format of FORMATS) await add(['sign', ...request, '--format', format], true);
    await add(['presign', ...request], true);
    for (const input of [[signed.out], [undefined, url], [undefined, URL_OF_S3]] as const) {
      const [stdin, at] = input;
      const from = at === undefined ? [] : ['--url', at];
      await add(['verify', ...from], false, stdin);
      await add(['verify', '--date', '20200101T000000Z', ...from], false, stdin);
      for (const format of ['text', 'json']) {
        await add(['explain', '--format', format, ...from], false, stdin);
        await add(['diagnose', '--format', format, ...from], false, stdin);
        await add(['diagnose', '--format', format, '--error', 'token.xml', ...from], false, stdin);
      }
    }
    await add(['explain', ...request, '--expires', '60'], false);
    await add(['explain', ...request, '-H', `x-amz-meta-a: ${SECRET}`, '-H', `x-amz-meta-b: ${TOKEN}`], false);
    await add(['sign', SECRET], false);
    await add(['sign', '--date', SECRET, ...request], false);
    await add(['sign', '--url', TOKEN], false);
    await add(
      ['sign', '--curl', `curl --aws-sigv4 aws:amz:us-east-1:s3 --user 'AKIDEXAMPLE:${SECRET}' ${URL_OF_S3}`],
      true,
    );
    await add(['sign', '--curl', `curl --user 'AKIDEXAMPLE:${SECRET}' ${URL_OF_S3}`], false);
    for (const command of COMMANDS) await add([command, '--help'], false);
    return results;
  }

  test('the secret is in no output; the session token only where it travels with the request', async () => {
    const results = await everything();
    expect(results.length).toBeGreaterThan(35);
    for (const [name, travels, { out, err }] of results) {
      expect(holds(out + err, SECRET), name).toBe(false);
      expect(holds(err, TOKEN), name).toBe(false);
      if (!travels) expect(holds(out, TOKEN), name).toBe(false);
    }
    // The needles would be found: the token is in what is sent.
    expect(results.filter(([, , { out }]) => holds(out, TOKEN)).length).toBeGreaterThanOrEqual(6);
    expect(results.filter(([name, , { code }]) => name.startsWith('diagnose') && code === 1).length).toBeGreaterThan(3);
  });
});

describe('a terminal', () => {
  const EVIL = 'evil\u001b]0;pwned\u0007\u009b2J\u202e';
  const COMMANDING = /[^\P{Cc}\n\t]|\p{Bidi_Control}/u;

  test.each([['sign'], ['verify', '--error'], ['evil'], ['sign', '--format'], ['diagnose', '--error']])(
    'is commanded by no name: %j',
    async (...args) => {
      const { code, err } = await run([...args, `${EVIL}\n`], { stdin: TABLES });
      expect(code).toBe(2);
      expect(err).toMatch(/^notebank-sigv4: .*\n$/);
      expect(err).not.toMatch(COMMANDING);
    },
  );

  test('is commanded by no answer of a service, and a pipe has it as it is', async () => {
    const answer = JSON.stringify({ __type: 'SomeException', message: `no, ${EVIL}` });
    await put('answer.json', answer);
    const told = async (isTTY: boolean): Promise<string> => {
      const stdout = Object.assign(new PassThrough(), { isTTY });
      const [stdin, stderr] = [new PassThrough().end(TABLES), new PassThrough()];
      await main(['diagnose', '--error', 'answer.json'], { cwd: folder, env: ENV, stdin, stdout, stderr });
      return String(stdout.read());
    };
    const shown = await told(true);
    expect(shown).toContain('no, evil\ufffd]0;pwned\ufffd\ufffd2J\ufffd');
    expect(shown).not.toMatch(COMMANDING);
    expect(await told(false)).toContain(`no, ${EVIL}`);
  });
});

test('the command runs as a program', async () => {
  const bin = join(import.meta.dirname, '../bin/notebank-sigv4.js');
  const program = spawn(
    process.execPath,
    ['--conditions=@notebank/source', bin, 'sign', '--date', '20150830T123600Z'],
    {
      env: { ...ENV, PATH: process.env.PATH ?? '' },
    },
  );
  const out: string[] = [];
  program.stdout.setEncoding('utf8').on('data', (data: string) => out.push(data));
  program.stdin.end(TABLES);
  const code = await new Promise((done) => program.once('close', done));
  expect(code).toBe(0);
  expect(out.join('')).toBe((await run(['sign'], { stdin: TABLES })).out);
});
