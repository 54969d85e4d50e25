import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCurl } from '../src/cli/sigv4/curl-command.ts';
import { readMessage, readRawAnswer, readRawRequest } from '../src/cli/sigv4/http-message.ts';
import { shellQuote, shellWords } from '../src/cli/sigv4/shell-words.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array | undefined): string => new TextDecoder().decode(data);

/** Not a template here: a variable of a shell. */
const BRACES = '$'.concat('{A:-b}');

describe('shellWords', () => {
  const words = (line: string): string[] => shellWords(line).map((word) => word.text);

  test.each([
    ['curl \'a b\' "c d" e\\ f', ['curl', 'a b', 'c d', 'e f']],
    ['-H\'X: 1\'"2"3', ['-HX: 123']],
    ['a \\\n  b \\\r\n c', ['a', 'b', 'c']],
    ['"a\\"b\\\\c\\$d\\`e\\nf"', ['a"b\\c$d`e\\nf']],
    ['"one\\\ntwo"', ['onetwo']],
    ['\'\' ""', ['', '']],
    ["'it'\\''s'", ["it's"]],
    ["$'a\\nb\\'c\\x41\\u00fc\\\\'", ["a\nb'cAü\\"]],
    ['a#b # the rest\n c', ['a#b', 'c']],
    ["'a|b;c&d'", ['a|b;c&d']],
    ["'$HOME `x`'", ['$HOME `x`']],
    ['a\\', ['a\\']],
  ])('%j', (line, expected) => {
    expect(words(line)).toEqual(expected);
    expect(shellWords(line).every((word) => word.expansion === undefined)).toBe(true);
  });

  test.each([
    ['a$HOME', '$HOME'],
    [`"x ${BRACES} y"`, BRACES],
    ['"$(aws configure)"', '$(aws configure)'],
    ['`date`', '`date`'],
  ])('tells the expansion of %j', (line, expansion) => {
    expect(shellWords(line).map((word) => word.expansion)).toContain(expansion);
  });

  test.each([
    ["a 'b", "--curl, character 3: a ' that is not closed, expected a closing '."],
    ['"b', '--curl, character 1: a " that is not closed, expected a closing ".'],
    ["$'b", "--curl, character 1: a ' that is not closed, expected a closing '."],
    [
      'curl x | jq',
      '--curl, character 8: an unquoted `|`, expected one curl command. Quote the word, or leave out what follows the command.',
    ],
    [
      'curl http://a/?x=1&y=2',
      '--curl, character 19: an unquoted `&`, expected one curl command. Quote the word, or leave out what follows the command.',
    ],
  ])('refuses %j', (line, message) => {
    expect(() => shellWords(line)).toThrow(message);
  });

  test('what is quoted is one word again', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (list) => {
        expect(words(list.map(shellQuote).join(' '))).toEqual(list);
      }),
    );
  });
});

describe('readCurl', () => {
  const files: Readonly<Record<string, string>> = { 'body.json': '{\r\n"a": 1}\n' };
  const curl = async (command: string) => {
    const { body, ...request } = await readCurl(command, async (path) => bytes(files[path] ?? ''));
    return { ...request, body: body === undefined ? undefined : text(body) };
  };
  const FORM = ['content-type', 'application/x-www-form-urlencoded'];

  test.each<[string, object]>([
    ['curl https://a.example/b?c=d', { method: 'GET', url: 'https://a.example/b?c=d', headers: [], body: undefined }],
    ['$ curl -sSL -X PUT https://a.example/', { method: 'PUT' }],
    ['curl -XDELETE a.example', { method: 'DELETE', url: 'http://a.example' }],
    [
      "curl -H 'X-A: 1' -H'X-B:2' --header 'X-C;' -H 'Accept:' https://a.example",
      {
        headers: [
          ['X-A', '1'],
          ['X-B', '2'],
          ['X-C', ''],
        ],
      },
    ],
    ['curl -d a=1 --data b=2 https://a.example', { method: 'POST', body: 'a=1&b=2', headers: [FORM] }],
    [
      "curl -d '{}' -H 'Content-Type: text/plain' https://a.example",
      { headers: [['Content-Type', 'text/plain']], body: '{}' },
    ],
    ['curl -d @body.json https://a.example', { body: '{"a": 1}' }],
    ['curl --data-binary @body.json https://a.example', { body: '{\r\n"a": 1}\n' }],
    ["curl --data-raw '@x' https://a.example", { body: '@x' }],
    ["curl --data-urlencode 'q=a b&(c)' https://a.example", { body: 'q=a%20b%26%28c%29' }],
    [
      "curl --json '{}' https://a.example",
      {
        method: 'POST',
        body: '{}',
        headers: [
          ['content-type', 'application/json'],
          ['accept', 'application/json'],
        ],
      },
    ],
    [
      "curl -G -d a=1 --data-urlencode 'b=x y' https://a.example/?z=0",
      { method: 'GET', url: 'https://a.example/?z=0&a=1&b=x%20y', body: undefined },
    ],
    ['curl -I https://a.example', { method: 'HEAD' }],
    ['curl -T body.json https://a.example/k', { method: 'PUT', body: '{\r\n"a": 1}\n', headers: [] }],
    [
      'curl -A agent -e https://r.example -b c=1 https://a.example',
      {
        headers: [
          ['user-agent', 'agent'],
          ['referer', 'https://r.example'],
          ['cookie', 'c=1'],
        ],
      },
    ],
    ['curl --url https://a.example/x#frag', { url: 'https://a.example/x' }],
    ['curl https://a.example/a/./b/../c//d/..', { url: 'https://a.example/a/c//' }],
    ['curl --path-as-is https://a.example/a/../b', { url: 'https://a.example/a/../b' }],
    ["curl -g 'https://a.example/?a[]=1'", { url: 'https://a.example/?a[]=1' }],
    [
      'curl --aws-sigv4 aws:amz:eu-west-1:s3 --user "$KEY:$SECRET" https://a.example',
      { region: 'eu-west-1', service: 's3', notes: ['--user is left out: credentials come from the environment'] },
    ],
    ['curl -o /dev/null -m 5 -w "%{http_code}" --compressed https://a.example', { method: 'GET' }],
    ['curl \\\n  -X POST \\\n  https://a.example \\\n  -d x', { method: 'POST', body: 'x' }],
  ])('%s', async (command, expected) => {
    expect(await curl(command)).toMatchObject(expected);
  });

  test.each([
    ['wget https://a.example', '--curl: another command, expected `curl …`.'],
    ['curl', '--curl: no URL, expected one.'],
    ['curl https://', '--curl: a URL without host, expected `https://host/path`.'],
    [
      'curl -F a=b https://a.example',
      '--curl: the option -F, expected an option that this command knows. Leave it out if it does not change the request, or write the request as raw HTTP.',
    ],
    ['curl --form a=b https://a.example', 'the option --form'],
    ['curl -X', '--request at the end, expected a value after it'],
    ['curl https://a.example https://b.example', 'a second URL, expected one'],
    ['curl -H broken https://a.example', '--curl, option --header: a header without colon, expected `Name: value`.'],
    ['curl -H @file https://a.example', 'headers from a file'],
    [
      'curl -d "$BODY" https://a.example',
      '--curl, option --data: the variable $BODY, expected its value. Nothing is expanded here: write the value, or single quotes where the dollar sign is meant.',
    ],
    ['curl https://a.example/$ID', 'the variable $ID'],
    ["curl 'https://a.example/[1-3]'", 'brackets or braces in the URL'],
    [
      'curl -u user:hunter22 https://a.example',
      '--curl, option --user: a user of HTTP authentication, expected none. Credentials come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    ],
  ])('refuses %s', async (command, message) => {
    await expect(curl(command)).rejects.toThrow(message);
    await expect(curl(command)).rejects.not.toThrow('hunter22');
  });
});

describe('raw HTTP', () => {
  const read = (source: string) => {
    const { body, ...request } = readRawRequest(bytes(source), 'request.txt');
    return { ...request, body: body === undefined ? undefined : text(body) };
  };

  test.each(['\n', '\r\n'])('with lines that end in %j, folded ones and a body', (end) => {
    const source = ['POST /a b?c=d HTTP/1.1', 'Host: a.example', 'X-A: one', '   two', '\tthree', '', 'x\ny'].join(end);
    expect(read(source)).toEqual({
      method: 'POST',
      url: '/a b?c=d',
      headers: [
        ['Host', 'a.example'],
        ['X-A', 'one two three'],
      ],
      body: 'x\ny',
    });
  });

  test('without version, body or last line break', () => {
    expect(read('GET /')).toEqual({ method: 'GET', url: '/', headers: [], body: undefined });
    expect(read('GET https://a.example/ HTTP/2\nA:1\n\n')).toMatchObject({
      url: 'https://a.example/',
      headers: [['A', '1']],
      body: undefined,
    });
  });

  test('a body ends where Content-Length says, and is any bytes', () => {
    expect(read('PUT / HTTP/1.1\nContent-Length: 2\n\nab\n').body).toBe('ab');
    const binary = Uint8Array.from([0, 255, 10, 13, 10]);
    const whole = new Uint8Array([...bytes('PUT / HTTP/1.1\r\n\r\n'), ...binary]);
    expect(readRawRequest(whole, 'x').body).toEqual(binary);
  });

  test.each([
    ['GET\n', 'request.txt:1: no request line, expected `GET /path HTTP/1.1`, or a command that begins with `curl `.'],
    [
      'GET / HTTP/1.1\nA: 1\nbroken\n\n',
      'request.txt:3: a line that is no header, expected `Name: value`, or an empty line before the body.',
    ],
    [
      'GET / HTTP/1.1\nContent-Length: 5\n\nab',
      'request.txt: a body of 2 bytes, expected 5 bytes, as Content-Length says.',
    ],
    [
      'GET / HTTP/1.1\nTransfer-Encoding: chunked\n\n0\n',
      'request.txt: a body in chunks, expected the body as it is, with Content-Length. Take the transfer coding out of the file.',
    ],
  ])('refuses %j', (source, message) => {
    expect(() => read(source)).toThrow(message);
  });

  test('a head that is no UTF-8 is refused, a body that is none is not', () => {
    expect(() => readMessage(Uint8Array.from([71, 255, 10, 10]), 'x')).toThrow(
      'x: bytes that are no UTF-8 before the body',
    );
  });

  test('an answer: a body alone, or a whole response after an interim one', () => {
    expect(readRawAnswer(bytes('<Error/>'), 'x')).toEqual({ body: '<Error/>', status: undefined, headers: [] });
    const whole = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/2 403 \r\nDate: Sun, 30 Aug 2015 12:36:00 GMT\r\n\r\n{}';
    expect(readRawAnswer(bytes(whole), 'x')).toEqual({
      body: '{}',
      status: 403,
      headers: [['Date', 'Sun, 30 Aug 2015 12:36:00 GMT']],
    });
  });
});
