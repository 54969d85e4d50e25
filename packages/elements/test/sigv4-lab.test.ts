import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute, html } from '../src/labs/html.ts';
import { changesBetween } from '../src/labs/sigv4/changes.ts';
import { curlCommand } from '../src/labs/sigv4/curl.ts';
import { differenceOf } from '../src/labs/sigv4/difference.ts';
import { EXAMPLES, WORKED_EXAMPLE } from '../src/labs/sigv4/examples.ts';
import { sigv4LabCompactHtml, sigv4LabHtml } from '../src/labs/sigv4/index.ts';
import { BLANK, EXAMPLE_KEYS, type LabRequest } from '../src/labs/sigv4/lab-request.ts';
import { repairHtml, send } from '../src/labs/sigv4/repair.ts';
import { SCENARIOS, type Scenario } from '../src/labs/sigv4/scenarios.ts';
import { type Signed, signLabRequest } from '../src/labs/sigv4/sign.ts';
import { messageOf, reasonOf, stepsOf } from '../src/labs/sigv4/steps.ts';
import { outputsOf } from '../src/labs/sigv4/steps-html.ts';

function signed(change: Partial<LabRequest> = {}, base: LabRequest = WORKED_EXAMPLE.request): Signed {
  const result = signLabRequest({ ...base, ...change });
  if (!result.ok) throw new Error(result.message);
  return result;
}

describe('the examples', () => {
  // The figures of AWS's own documentation.
  it.each([
    ['s3-get', 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'],
    ['s3-url', 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404'],
    ['s3-put', '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd'],
    ['s3-list', '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
    ['iam-list', '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7'],
  ])('%s has the signature that AWS has published', (id, signature) => {
    const example = EXAMPLES.find((each) => each.id === id);
    expect(signed({}, example?.request).trace.signature).toBe(signature);
  });

  it('are all there', () => expect(EXAMPLES).toHaveLength(5));

  it('use published example keys only', () => {
    expect(new Set(EXAMPLE_KEYS.map(({ accessKeyId }) => accessKeyId))).toEqual(
      new Set(['AKIAIOSFODNN7EXAMPLE', 'AKIDEXAMPLE', 'ASIAIOSFODNN7EXAMPLE']),
    );
    for (const { secretAccessKey } of EXAMPLE_KEYS) {
      expect(secretAccessKey).toMatch(/^wJalrXUtnFEMI\/K7MDENG[+/]bPxRfiCYEXAMPLEKEY$/);
    }
  });
});

describe('signing what stands in the form', () => {
  it.each([
    ['region', { region: ' ' }],
    ['service', { service: '' }],
    ['moment', { moment: '20130230T000000Z' }],
    ['url', { url: 'examplebucket' }],
    ['headers', { headers: 'a b: c' }],
    ['headers', { headers: 'Authorization: AWS4-HMAC-SHA256 Credential=x' }],
    ['expires', { carrier: 'query', expires: '604801' }],
    ['expires', { carrier: 'query', expires: '' }],
    ['accessKeyId', { keys: 'own' }],
    ['secretAccessKey', { keys: 'own', accessKeyId: 'AKIDEXAMPLE' }],
    ['body', { body: '\ud800' }],
  ] as const)('names the field %s of what cannot be signed', (field, change) => {
    const result = signLabRequest({ ...WORKED_EXAMPLE.request, ...change });
    expect(result.ok ? 'signed' : result.field).toBe(field);
  });

  it('takes a moment in both spellings', () => {
    expect(signed({ moment: '2013-05-24T00:00:00Z' }).trace).toEqual(signed().trace);
    expect(signed({ moment: '2013-05-24T00:00:00.000Z' }).trace.amzDate).toBe('20130524T000000Z');
  });

  it('shows keys of examples, and none that somebody typed', () => {
    const own = { keys: 'own', accessKeyId: 'AKIAOWN', secretAccessKey: 'hush-hush', sessionToken: 'quiet-token' };
    expect(signed().trace.keys.kSigning).toMatch(/^[0-9a-f]{64}$/);
    const { trace } = signed(own);
    expect(trace.keys.kSigning).toBe('[redacted]');
    expect(JSON.stringify(trace)).not.toMatch(/hush-hush|quiet-token/);
    const shown = [...outputsOf({ now: signed(own) }, 'x').values()].join('');
    expect(shown).not.toContain('hush-hush');
  });

  it('writes a command for a shell, whatever the body holds', () => {
    const sent = {
      method: 'PUT',
      url: "https://h.example/a'b",
      headers: { host: 'h.example', 'x-empty': '' },
      body: "it's $HOME",
    };
    expect(curlCommand(sent)).toBe(
      `curl --path-as-is --globoff --request PUT \\\n  --header 'x-empty;' \\\n  --data-binary 'it'\\''s $HOME' \\\n  'https://h.example/a'\\''b'`,
    );
    expect(curlCommand({ ...sent, method: 'HEAD', headers: { host: 'other' }, body: '' })).toBe(
      `curl --path-as-is --globoff --head \\\n  --header 'host: other' \\\n  'https://h.example/a'\\''b'`,
    );
  });
});

describe('differences', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '%20', ' ', '\n', '/', 'ü', '🌍'), maxLength: 40 });
  const side = (before: string, after: string, left: 'gone' | 'new'): string =>
    differenceOf(before, after)
      .filter(({ kind }) => kind === 'same' || kind === left)
      .map((piece) => piece.text)
      .join('');

  it('give back both texts', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(side(before, after, 'gone')).toBe(before);
        expect(side(before, after, 'new')).toBe(after);
      }),
    );
  });

  it('give back both texts also where they are long', () => {
    const before = 'a b '.repeat(400);
    const after = `${before}c`;
    expect(side(before, after, 'gone')).toBe(before);
    expect(side(before, after, 'new')).toBe(after);
  });

  it('mark one byte when one byte changes', () => {
    expect(differenceOf('/test.txt', '/text.txt')).toEqual([
      { kind: 'same', text: '/te' },
      { kind: 'gone', text: 's' },
      { kind: 'new', text: 'x' },
      { kind: 'same', text: 't.txt' },
    ]);
  });

  it('mark a hash as a whole', () => {
    const [before, after] = ['a'.repeat(64), `${'a'.repeat(63)}b`];
    expect(differenceOf(before, after)).toEqual([
      { kind: 'gone', text: before },
      { kind: 'new', text: after },
    ]);
  });
});

describe('what an edit did', () => {
  const state = (change: Partial<LabRequest>) => {
    const { steps, summary } = changesBetween(signed(), signed(change));
    return { changed: steps.filter((step) => step.changed).map(({ id }) => id), summary, steps };
  };

  it('keeps scope and key when the path changes', () => {
    const { changed, summary, steps } = state({ url: 'https://examplebucket.s3.amazonaws.com/text.txt' });
    expect(changed).toEqual(['canonical-request', 'hash', 'string-to-sign', 'signature', 'result']);
    expect(summary).toBe(
      'Changed: the canonical request, its hash, the string to sign and the signature. Same: the scope and the signing key (same secret, day, Region and service).',
    );
    expect(steps[0]?.why).toBe('CanonicalUri');
  });

  it.each([
    [{ region: 'eu-west-1' }, 'another Region'],
    [{ service: 's3express' }, 'another service'],
    [{ moment: '20130525T000000Z' }, 'another day'],
    [{ keys: 'docs-plus' }, 'another secret'],
    [{ keys: 'docs-plus', region: 'eu-west-1' }, 'another secret and another Region'],
  ])('says why the key is another one: %j', (change, why) => {
    expect(state(change).steps.find(({ id }) => id === 'keys')).toMatchObject({ changed: true, why });
  });

  it('keeps the key within a day', () => {
    const { changed } = state({ moment: '20130524T235959Z' });
    expect(changed).toEqual(['canonical-request', 'hash', 'string-to-sign', 'signature', 'result']);
  });

  it('says that nothing depends on an unsigned header', () => {
    const { changed, summary } = state({ headers: 'Range: bytes=0-9\nUser-Agent: lab' });
    expect(changed).toEqual(['result']);
    expect(summary).toBe('No step changed, although what is sent did: the signature does not depend on it.');
  });
});

describe('the HTML', () => {
  it('escapes text and attributes', () => {
    expect(html`<p title="${'"<&\''}">${['<b>', 1, false, undefined, html`<i>`]}</p>`.text).toBe(
      '<p title="&quot;&lt;&amp;&#39;">&lt;b&gt;1<i></p>',
    );
    expect(`${attribute('value', '"')}${attribute('hidden', true)}${attribute('hidden', false)}`).toBe(
      ' value="&quot;" hidden',
    );
  });

  it('lets nothing that a learner types become a tag, in any output', () => {
    const evil = '<img src=x onerror=alert(1)>"\'&';
    const change: Partial<LabRequest> = {
      url: `https://h.example/${evil}?q=${evil}`,
      headers: `X-A: ${evil}`,
      body: evil,
      unsigned: evil,
      signed: evil,
    };
    for (const carrier of ['header', 'query'] as const) {
      const [before, now] = [signed({ carrier }), signed({ ...change, carrier })];
      const outputs = outputsOf({ now, before, changes: changesBetween(before, now) }, 'x');
      for (const [name, { text }] of outputs) expect(text, name).not.toMatch(/<img|="[^"]*<|[^=]"\s*onerror/);
      const back = outputsOf({ now: before, before: now, changes: changesBetween(now, before) }, 'x');
      for (const [name, { text }] of back) expect(text, name).not.toMatch(/<img/);
    }
  });

  it('holds the worked example with every output, its request and its reasons', () => {
    const page = sigv4LabHtml({ id: 'lab', headingLevel: 3, className: 'mine' });
    const now = signed();
    const unescaped = page.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&gt;', '>');
    for (const { rows } of stepsOf(now)) for (const { value } of rows) if (value) expect(unescaped).toContain(value);
    for (const header of now.trace.headers) expect(page).toContain(reasonOf(header));
    expect(page).toContain(messageOf(now));
    expect(page).toMatch(/^<notebank-sigv4-lab class="nb-lab mine" data-prefix="lab" data-level="3">/);
    expect(page).not.toMatch(/<h[12]|\sstyle=|\son[a-z]+=/);
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id?.startsWith('lab-'))).toBe(true);
  });

  it('has a short form that links to the page', () => {
    const card = sigv4LabCompactHtml({ page: '/labs/sigv4/' });
    expect(card).toContain('<a href="/labs/sigv4/">');
    expect(card).toContain('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
    expect(card).toMatch(/^<notebank-sigv4-lab [^>]* compact>/);
  });

  it('writes the request as a message, without what signing adds', () => {
    expect(messageOf(signed())).toBe('GET /test.txt HTTP/1.1\nhost: examplebucket.s3.amazonaws.com\nrange: bytes=0-9');
    const url = EXAMPLES[1]?.request ?? BLANK;
    expect(messageOf(signed({}, url))).toBe('GET /test.txt HTTP/1.1\nhost: examplebucket.s3.amazonaws.com');
  });
});

/** Each scenario as somebody solves it who has read its lesson, with the cause that diagnose names. */
const REPAIRS: Readonly<Record<string, readonly [cause: string, change: Partial<LabRequest>]>> = {
  spaces: ['double-encoding', { encodePath: '' }],
  port: ['host-port', { headers: '' }],
  'two-words': [
    'plus-and-space',
    { url: 'https://examplebucket.s3.amazonaws.com/?list-type=2&prefix=annual%20report' },
  ],
  proxy: ['header-stripped', { unsigned: 'x-team' }],
  asleep: ['clock-skew', { moment: '20130524T000000Z' }],
  moved: ['wrong-region', { region: 'eu-central-1' }],
  tidy: ['payload-hash', { body: '{"Limit":10}' }],
  role: ['missing-session-token', { keys: 'session' }],
  secret: ['wrong-secret-key', { keys: 'docs' }],
};

function sign(scenario: Scenario, change: Partial<LabRequest> = {}): Signed {
  const result = signLabRequest({ ...scenario.request, ...change }, scenario.misread);
  if (!result.ok) throw new Error(result.message);
  return result;
}

describe('signatures to repair', () => {
  it('are as many as the repairs that are tried here', () => {
    expect(SCENARIOS.map(({ id }) => id).sort()).toEqual(Object.keys(REPAIRS).sort());
  });

  it.each(SCENARIOS)('$id: refused, diagnosed, repaired', async (scenario) => {
    const [cause, change] = REPAIRS[scenario.id] ?? ['', {}];
    const refused = await send(scenario, sign(scenario));
    expect(refused.answer.accepted).toBe(false);
    expect(refused.answer.status).toBeGreaterThanOrEqual(400);
    expect(refused.diagnosis.causes[0]?.cause).toBe(cause);
    const page = repairHtml(scenario, refused, 'x', 2).text;
    expect(page).toContain('<summary>Hint</summary>');
    expect(page).not.toContain('accepted');
    // The title and the story leave the fault to be found.
    expect(`${scenario.title} ${scenario.story}`.toLowerCase()).not.toContain(cause.replaceAll('-', ' '));

    const accepted = await send(scenario, sign(scenario, change));
    expect(accepted.answer).toMatchObject({ accepted: true, status: 200 });
    expect(repairHtml(scenario, accepted, 'x', 2).text).toContain('200: accepted');
  });

  it.each(SCENARIOS)('$id: any other request is answered too, and escaped', async (scenario) => {
    const changes: Partial<LabRequest>[] = [
      { service: 'ec2' },
      { region: 'eu<b>' },
      { moment: '20300101T000000Z' },
      { keys: 'session' },
      { keys: 'docs-plus' },
      { carrier: 'query' },
      { carrier: 'query', moment: '20120101T000000Z' },
      { payload: 'UNSIGNED-PAYLOAD' },
      { headers: 'x-amz-content-sha256: <img>' },
    ];
    for (const change of changes) {
      const round = await send(scenario, sign(scenario, change));
      expect(round.answer.body, JSON.stringify(change)).not.toBe('');
      expect(repairHtml(scenario, round, 'x', 2).text).not.toMatch(/<img|eu<b>|undefined/);
    }
  });
});
