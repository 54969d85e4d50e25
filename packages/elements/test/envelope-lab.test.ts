import { decrypt, inspect } from '@notebank/aws-reference/envelope';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempt } from '../src/labs/envelope/attempt.ts';
import { buildMessage, keyringOf } from '../src/labs/envelope/build.ts';
import type { Built } from '../src/labs/envelope/built.ts';
import { type CacheForm, cacheError, callsFor, estimateOf, FIRST_CACHE, reuseOf } from '../src/labs/envelope/cost.ts';
import { measuredHtml } from '../src/labs/envelope/cost-html.ts';
import { canDamage, damaged } from '../src/labs/envelope/damage.ts';
import { deriveKeys } from '../src/labs/envelope/derive.ts';
import { explain } from '../src/labs/envelope/explain.ts';
import { bytesByKind, fieldsOf, groupsOf, KINDS } from '../src/labs/envelope/fields.ts';
import { envelopeLabCompactHtml, envelopeLabHtml } from '../src/labs/envelope/index.ts';
import { CALLER, FIRST_KEY, SECOND_KEY } from '../src/labs/envelope/keys.ts';
import { FIRST_FORM, FormError, type LabForm, SUITES } from '../src/labs/envelope/lab-form.ts';
import { type KmsCall, labKms, WELL } from '../src/labs/envelope/lab-kms.ts';
import { measureCalls } from '../src/labs/envelope/measure.ts';
import { errorText } from '../src/labs/envelope/outcome-html.ts';
import { isAllowed, POLICIES } from '../src/labs/envelope/policy.ts';
import { piecesOf } from '../src/labs/envelope/read-stream.ts';
import { SCENARIOS } from '../src/labs/envelope/scenarios.ts';
import {
  ALL_WELL,
  type Damage,
  SETTING_FIELDS,
  type Settings,
  type StepId,
  wayBack,
} from '../src/labs/envelope/settings.ts';
import { fromUtf8, toBase64, toHex, utf8 } from '../src/labs/envelope/text.ts';
import { trailEvent } from '../src/labs/envelope/trail.ts';
import { wayOut } from '../src/labs/envelope/way.ts';
import { wayBackOf } from '../src/labs/envelope/way-back.ts';
import { workedExample, workedOutcome } from '../src/labs/envelope/worked-example.ts';

const build = (change: Partial<LabForm> = {}): Promise<Built> => buildMessage({ ...FIRST_FORM, ...change });
const read = (built: Built, change: Partial<Settings> = {}) => attempt(built, { ...ALL_WELL, ...change });

describe('the worked example', () => {
  it('is a message of this lab: its KMS decrypts it, and tells what the page prints', async () => {
    const example = workedExample();
    const outcome = await read(example);
    expect(outcome).toEqual({ ...workedOutcome(example), calls: outcome.calls });
    const [asked] = outcome.calls;
    const [printed] = workedOutcome(example).calls;
    expect(asked).toEqual({ ...printed, context: asked?.context, handedOut: asked?.handedOut });
    expect(asked?.context).toEqual({ ...example.header.encryptionContext });
    const { key, commitKey } = await deriveKeys(example.header, example.dataKey);
    expect(toHex(key)).toBe(toHex(example.derivedKey));
    expect(commitKey).toEqual(example.header.commitKey);
  });

  it('has the steps of a message that is built now, with other values', async () => {
    const labels = (built: Built) => wayOut(built).map(({ id, rows }) => [id, rows.map(({ label }) => label)]);
    expect(labels(workedExample())).toEqual(labels(await build()));
  });
});

describe('building', () => {
  it.each(SUITES.flatMap(({ id }) => (['one', 'two'] as const).map((keys) => [id, keys] as const)))(
    'with suite %s and %s: the message opens, the data key was wiped, what is shown is what was used',
    async (suite, keys) => {
      const built = await build({ suite, keys });
      const { plaintext } = await read(built, { commitment: 'REQUIRE_ENCRYPT_ALLOW_DECRYPT' });
      expect(fromUtf8(plaintext)).toBe(FIRST_FORM.plaintext);
      expect(built.calls.map(({ operation, key }) => [operation, key])).toEqual(
        [['GenerateDataKey', FIRST_KEY] as const, ['Encrypt', SECOND_KEY] as const].slice(0, keys === 'two' ? 2 : 1),
      );
      expect(built.afterwards.every((byte) => byte === 0)).toBe(true);
      expect(built.dataKey.some((byte) => byte !== 0)).toBe(true);
      const { commitKey } = await deriveKeys(built.header, built.dataKey);
      expect(commitKey).toEqual(built.header.commitKey);
      // The derived key is the one that the library used: it opens the header tag.
      const key = await crypto.subtle.importKey('raw', Uint8Array.from(built.derivedKey), 'AES-GCM', false, [
        'decrypt',
      ]);
      const { header, message } = built;
      const algorithm = {
        name: 'AES-GCM',
        iv: Uint8Array.from(header.iv),
        additionalData: Uint8Array.from(message.subarray(0, header.bodyLength)),
      };
      const nothing = await crypto.subtle.decrypt(algorithm, key, Uint8Array.from(header.authenticationTag));
      expect(nothing.byteLength).toBe(0);
    },
  );

  it.each([
    ['context', { context: 'tenant' }],
    ['context', { context: '=blue' }],
    ['context', { context: 'a=1\na=2' }],
    ['context', { context: 'aws-crypto-x=1' }],
    ['plaintext', { plaintext: 'ü'.repeat(1025) }],
    ['plaintext', { plaintext: '\ud800' }],
  ] as const)('names the field %s of what cannot be built', async (field, change) => {
    const error = await build(change).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FormError);
    expect((error as FormError).field).toBe(field);
  });

  it('takes an empty text, no context, and pairs with equals signs and spaces', async () => {
    const built = await build({ plaintext: '', context: '' });
    expect((await read(built)).plaintext).toHaveLength(0);
    const { header } = await build({ context: ' a = b=c \n\n', suite: '0478' });
    expect({ ...header.encryptionContext }).toEqual({ a: 'b=c' });
  });

  it('takes as much as it says: 2,048 bytes in frames of 16', async () => {
    const built = await build({ plaintext: 'a'.repeat(2048), frameLength: '16' });
    expect(built.inspection.frames).toHaveLength(128);
    expect((await read(built, { reading: 'stream' })).plaintext).toHaveLength(2048);
  });
});

describe('fields', () => {
  it.each(SUITES.map(({ id }) => id))(
    'cover every byte of a message of suite %s once, each with words',
    async (suite) => {
      const { inspection } = await build({ suite, keys: 'two' });
      const fields = fieldsOf(inspection);
      let at = 0;
      for (const { start, length, about, name } of fields) {
        expect(start).toBe(at);
        expect(about, name).not.toBe('');
        at += length;
      }
      expect(at).toBe(inspection.message.length);
      expect(groupsOf(inspection).flatMap((group) => group.fields)).toEqual(fields);
      expect(bytesByKind(inspection).reduce((sum, { bytes }) => sum + bytes, 0)).toBe(at);
      expect(Object.keys(KINDS)).toEqual(expect.arrayContaining(fields.map(({ kind }) => kind)));
    },
  );

  it('print numbers, texts and suites as they are read', () => {
    const fields = fieldsOf(workedExample().inspection);
    const value = (name: string) => fields.filter((field) => field.name === name).map((field) => field.value);
    expect(value('algorithmSuiteId')).toEqual(['0x0578']);
    expect(value('contextKey')).toEqual(['aws-crypto-public-key', 'purpose', 'tenant']);
    expect(value('keyProviderInfo')).toEqual([FIRST_KEY.arn]);
    expect(value('frameLength')).toEqual(['32']);
    expect(value('sequenceNumber')).toEqual(['1', '2', '3']);
    expect(value('contentLength')).toEqual(['19']);
  });

  it('of many frames are listed in one group', async () => {
    const { inspection } = await build({ frameLength: '16' });
    const titles = groupsOf(inspection).map(({ title, open }) => `${title}${open ? ' open' : ''}`);
    expect(titles.slice(-5)).toEqual(['Frame 1 open', 'Frame 2', 'Frames 3 to 5', 'Final frame open', 'Footer open']);
  });
});

describe('taking apart', () => {
  const table: readonly (readonly [Partial<Settings>, StepId | undefined, string?])[] = [
    [{}, undefined],
    [{ given: 'same' }, undefined],
    [{ given: 'fewer' }, undefined],
    [{ given: 'value' }, 'context'],
    [{ given: 'case' }, 'kms', 'InvalidCiphertextException'],
    [{ asked: 'discovery' }, undefined],
    [{ asked: 'alias' }, 'key'],
    [{ asked: 'other' }, 'key'],
    [{ asked: 'other-account' }, 'key'],
    [{ state: 'Disabled' }, 'kms', 'DisabledException'],
    [{ state: 'PendingDeletion' }, 'kms', 'KMSInvalidStateException'],
    [{ state: 'Deleted' }, 'kms', 'NotFoundException'],
    [{ policy: 'write-only' }, 'kms', 'AccessDeniedException'],
    [{ policy: 'one-tenant' }, 'kms', 'AccessDeniedException'],
    [{ damage: 'encryptedDataKey' }, 'kms', 'InvalidCiphertextException'],
    [{ damage: 'contextValue' }, 'kms', 'InvalidCiphertextException'],
    [{ damage: 'messageId' }, 'derive'],
    [{ damage: 'commitKey' }, 'derive'],
    [{ damage: 'headerAuthenticationTag' }, 'header-tag'],
    [{ damage: 'signature' }, 'signature'],
    [{ damage: 'ciphertext' }, 'signature'],
    [{ damage: 'sequenceNumber' }, 'parse'],
    [{ damage: 'truncated' }, 'parse'],
    [{ damage: 'trailing' }, 'parse'],
    [{ damage: 'signature', reading: 'stream' }, 'signature'],
    [{ damage: 'ciphertext', reading: 'stream' }, 'frames'],
    [{ damage: 'sequenceNumber', reading: 'stream' }, 'frames'],
    [{ damage: 'truncated', reading: 'stream' }, 'plaintext'],
    [{ damage: 'trailing', reading: 'stream' }, 'plaintext'],
    [{ state: 'Disabled', reading: 'stream' }, 'kms', 'DisabledException'],
  ];

  it.each(table.map(([settings, stopped, cause]) => [settings, stopped, cause] as const))(
    '%j stops at %s',
    async (settings, stopped, cause) => {
      const built = workedExample();
      const outcome = await read(built, settings);
      expect(outcome.stopped).toBe(stopped);
      expect(outcome.causes[0]?.code).toBe(cause);
      const steps = wayBackOf(built, outcome);
      expect(steps.filter(({ state }) => state === 'stopped').map(({ id }) => id)).toEqual(stopped ? [stopped] : []);
      // Before KMS is asked nothing is recorded; what was not reached shows nothing.
      const reachedKms = steps.find(({ id }) => id === 'kms')?.state !== 'not reached';
      expect(outcome.calls.length > 0).toBe(reachedKms);
      for (const { state, rows } of steps) expect(rows.length > 0).toBe(state !== 'not reached');
      expect(explain(outcome) === undefined).toBe(stopped === undefined);
      if (stopped !== undefined) expect(explain(outcome)?.mend).not.toBe('');
    },
  );

  it('tells the caller the same for every cryptographic cause, and keeps the rest in the cause', async () => {
    const built = workedExample();
    const seen = await Promise.all(
      ([{ given: 'value' }, { asked: 'other' }, { state: 'Disabled' }, { damage: 'commitKey' }] as const).map(
        async (settings) => (await read(built, settings)).error,
      ),
    );
    expect(new Set(seen.map((error) => `${error?.name} ${error?.code} ${error?.message}`)).size).toBe(1);
    const disabled = await read(built, { state: 'Disabled' });
    expect(errorText(disabled)).toBe(
      `DecryptError [DecryptionFailed] message: cannot be decrypted with these keys and this encryption context\n  cause: AggregateError no data key was decrypted\n    KmsError [DisabledException] ${FIRST_KEY.arn} is disabled.`,
    );
  });

  it('opens with the second key when the first refuses', async () => {
    const built = await build({ keys: 'two' });
    const outcome = await read(built, { state: 'Deleted' });
    expect(outcome.stopped).toBeUndefined();
    expect(outcome.calls.map(({ key, error }) => [key.region, error?.code])).toEqual([
      ['us-east-1', 'NotFoundException'],
      ['eu-west-1', undefined],
    ]);
    // The header tag covers also the encrypted data key that was not used.
    expect((await read(built, { damage: 'encryptedDataKey' })).stopped).toBe('header-tag');
  });

  it('lets frames go in a stream, and only those before the wrong one', async () => {
    const built = workedExample();
    const outcome = await read(built, { damage: 'ciphertext', reading: 'stream' });
    expect(fromUtf8(outcome.plaintext)).toBe(FIRST_FORM.plaintext.slice(0, 64));
    expect(explain(outcome)?.why).toContain('64 bytes of plaintext had been let go');
    // The last frame of a signed message waits for the signature.
    expect((await read(built, { damage: 'signature', reading: 'stream' })).plaintext).toHaveLength(64);
  });

  it('finds the frame of an unsigned message', async () => {
    const built = await build({ suite: '0478' });
    expect((await read(built, { damage: 'ciphertext' })).stopped).toBe('frames');
    expect(canDamage(built.inspection, 'signature')).toBe(false);
    expect(damaged(built.inspection, 'signature').at).toBeUndefined();
  });

  it.each(['none', 'trailing', 'truncated', 'ciphertext', 'sequenceNumber'] as Damage[])(
    'cuts a message for a stream without losing a byte: %s',
    (damage) => {
      const { message } = damaged(workedExample().inspection, damage);
      const { pieces, names } = piecesOf(message);
      expect(pieces.map((piece) => toHex(piece)).join('')).toBe(toHex(message));
      expect(names).toHaveLength(pieces.length);
      expect(names[0]).toBe('header');
    },
  );

  it('changes one bit where it says', () => {
    const { inspection, message } = workedExample();
    for (const damage of ['messageId', 'commitKey', 'ciphertext', 'signature'] as const) {
      const { message: changed, at = -1, was = -1 } = damaged(inspection, damage);
      const differing = [...changed].flatMap((byte, index) => (byte === message[index] ? [] : [index]));
      expect(differing).toEqual([at]);
      expect((changed[at] ?? 0) ^ was).toBe(1);
      expect(inspection.fields.find(({ start, end }) => at >= start && at < end)?.name).toBe(damage);
    }
  });

  it('goes the steps of decrypt or of decryptStream', () => {
    expect(wayBack('whole', true).slice(-3)).toEqual(['signature', 'frames', 'plaintext']);
    expect(wayBack('stream', true).slice(-3)).toEqual(['frames', 'signature', 'plaintext']);
    expect(wayBack('stream', false)).not.toContain('signature');
  });

  it('offers every value of a setting once', () => {
    for (const { name, choices } of SETTING_FIELDS) {
      const values = choices.map(([value]) => value);
      expect(new Set(values).size).toBe(values.length);
      expect(values).toContain(ALL_WELL[name]);
    }
    expect(SETTING_FIELDS.map(({ name }) => name).sort()).toEqual(Object.keys(ALL_WELL).sort());
  });
});

describe('the faults to explain', () => {
  it.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))(
    '%s stops where it says',
    async (_, scenario) => {
      const outcome = await attempt(await buildMessage(scenario.form), scenario.settings);
      expect(outcome.stopped).toBe(scenario.stops);
      expect(outcome.error?.code).toBe(scenario.code);
      expect(outcome.causes[0]?.code).toBe(scenario.cause);
      expect(scenario.guesses.filter(({ right }) => right)).toHaveLength(1);
      expect(scenario.guesses).toHaveLength(4);
    },
  );

  it('have the right answer in every place, and names of their own', () => {
    const places = SCENARIOS.map(({ guesses }) => guesses.findIndex(({ right }) => right));
    expect(new Set(places).size).toBe(4);
    for (const part of ['id', 'title', 'fault'] as const) {
      expect(new Set(SCENARIOS.map((scenario) => scenario[part])).size).toBe(SCENARIOS.length);
    }
  });
});

describe('the KMS of the lab', () => {
  it('evaluates the policy that it shows', () => {
    expect(isAllowed(POLICIES.all, 'kms:Decrypt', {})).toBe(true);
    expect(isAllowed(POLICIES['write-only'], 'kms:GenerateDataKey', {})).toBe(true);
    expect(isAllowed(POLICIES['write-only'], 'kms:Decrypt', {})).toBe(false);
    expect(isAllowed(POLICIES['one-tenant'], 'kms:Decrypt', { tenant: 'green' })).toBe(true);
    expect(isAllowed(POLICIES['one-tenant'], 'kms:Decrypt', { tenant: 'Green' })).toBe(false);
    expect(isAllowed(POLICIES['one-tenant'], 'kms:Decrypt', {})).toBe(false);
  });

  it('lets a message of the allowed tenant be read', async () => {
    const built = await build({ context: 'tenant=green' });
    expect((await read(built, { policy: 'one-tenant' })).stopped).toBeUndefined();
  });

  it('records calls as CloudTrail does: no key, no ciphertext, the words of the service', async () => {
    const built = workedExample();
    const event = async (settings: Partial<Settings>) => trailEvent((await read(built, settings)).calls[0] as KmsCall);
    const denied = await event({ policy: 'write-only' });
    expect(denied).toMatchObject({
      eventName: 'Decrypt',
      errorCode: 'AccessDenied',
      errorMessage: `User: ${CALLER} is not authorized to perform: kms:Decrypt on resource: ${FIRST_KEY.arn} because no resource-based policy allows the kms:Decrypt action`,
      requestParameters: { encryptionAlgorithm: 'SYMMETRIC_DEFAULT', keyId: FIRST_KEY.arn },
    });
    const silent = await event({ given: 'case' });
    expect(silent.errorCode).toBe('InvalidCiphertextException');
    expect(silent).not.toHaveProperty('errorMessage');
    expect(silent.requestParameters).toMatchObject({ encryptionContext: { TENANT: 'blue', tenant: 'blue' } });
    const well = await event({});
    expect(well).not.toHaveProperty('errorCode');
    for (const secret of [built.dataKey, built.header.encryptedDataKeys[0]?.ciphertext ?? new Uint8Array()]) {
      expect(JSON.stringify(well)).not.toContain(toBase64(secret));
    }
  });

  it('has no client for a Region without keys', () => {
    const client = labKms(WELL, []);
    expect(client('ap-southeast-2')).toBeUndefined();
    expect(client(undefined)).toBe(client('us-east-1'));
  });
});

describe('calls and cost', () => {
  it('has the figures of the note: a million messages, with and without a cache', () => {
    const { reuse, without, with: cached } = estimateOf(FIRST_CACHE);
    expect(without).toMatchObject({ generateDataKey: 1_000_000, decrypt: 1_000_000 });
    expect(without.usd).toBeCloseTo(5.94, 10);
    expect(cached).toMatchObject({ generateDataKey: 10_000, decrypt: 10_000, usd: 0 });
    expect(reuse).toEqual({ messages: 100, ends: 'messages' });
  });

  const forms = fc.record({
    messages: fc.constant(40),
    perSecond: fc.integer({ min: 1, max: 400 }).map((tenths) => tenths / 10),
    size: fc.integer({ min: 1, max: 2000 }),
    maxMessages: fc.integer({ min: 1, max: 50 }),
    maxAgeSeconds: fc.integer({ min: 1, max: 20 }),
    maxBytes: fc.integer({ min: 1, max: 30_000 }),
  });

  it('says what real messages cost: the formula agrees with counted calls', async () => {
    await fc.assert(
      fc.asyncProperty(forms, async (drawn) => {
        // A scaled size must divide evenly, or the limit is met one message earlier or later.
        const form: CacheForm = { ...drawn, size: drawn.size > 1000 ? 2000 : drawn.size, maxBytes: drawn.maxBytes * 2 };
        const counted = await measureCalls(form, true, 40);
        const { generateDataKey, decrypt: decrypts } = callsFor({ ...form, messages: 40 }, reuseOf(form).messages);
        expect([counted.generateDataKey, counted.decrypt]).toEqual([generateDataKey, decrypts]);
      }),
      { numRuns: 60 },
    );
  });

  it('asks for two calls a message without a cache', async () => {
    expect(await measureCalls(FIRST_CACHE, false, 5)).toEqual({ messages: 5, generateDataKey: 5, decrypt: 5 });
  });

  it.each([
    ['age', { maxAgeSeconds: 3, perSecond: 2 }, 6],
    ['age', { maxAgeSeconds: 1, perSecond: 0.3 }, 1],
    ['bytes', { maxBytes: 5500 }, 5],
    ['bytes', { maxBytes: 10, size: 1000 }, 1],
    ['messages', { maxMessages: 7 }, 7],
  ] as const)('names the threshold that ends a data key: %s', (ends, change, messages) => {
    expect(reuseOf({ ...FIRST_CACHE, ...change })).toEqual({ messages, ends });
  });

  it('says so when counted calls and formula differ', () => {
    const counted = { messages: 200, generateDataKey: 3, decrypt: 3 };
    expect(measuredHtml(FIRST_CACHE, counted, counted).text).toContain('The formula says 2 + 2: not the same.');
  });

  it.each([
    ['messages', 0],
    ['messages', 1.5],
    ['maxMessages', 4_294_967_297],
    ['maxAgeSeconds', Number.NaN],
    ['perSecond', 0],
  ] as const)('refuses %s = %d with what was expected', (name, value) => {
    expect(cacheError(name, value)).toMatch(/^Expected a (?:whole )?number from /);
    expect(cacheError(name, 1)).toBeUndefined();
  });
});

describe('the HTML', () => {
  it('is the same each time', () => expect(envelopeLabHtml()).toBe(envelopeLabHtml()));

  it('holds every byte of the worked example, and its steps', () => {
    const page = envelopeLabHtml({ id: 'x' });
    const { message, dataKey, header } = workedExample();
    const hex = [...page.matchAll(/<\/b><code>((?:<span data-f[^>]*>[0-9a-f ]+<\/span> ?)+)<\/code>/g)].map(
      ([, row = '']) => row.replace(/<[^>]+>|\s/g, ''),
    );
    expect(hex.join('')).toBe(toHex(message));
    expect(page).toContain(toHex(dataKey));
    expect(page).toContain(toHex(header.commitKey ?? new Uint8Array()));
    for (const { fault } of SCENARIOS) expect(page).toContain(fault);
    expect(page).toContain('5.94 USD');
  });

  it('has every id once, and labels for what exists', () => {
    const page = envelopeLabHtml({ id: 'x' });
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of page.matchAll(/ (?:for|aria-describedby)="([^"]+)"/g)) {
      for (const one of (id ?? '').split(' ')) expect(ids).toContain(one);
    }
    for (const [, anchor] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(anchor);
  });

  it('is short where it is a guest', () => {
    const card = envelopeLabCompactHtml({ page: '/labs/envelope/' });
    expect(card.length).toBeLessThan(3000);
    expect(card).toContain('href="/labs/envelope/"');
    expect(card).toContain(toHex(workedExample().dataKey));
    expect(card).not.toContain('<form');
  });

  it('escapes what somebody typed', async () => {
    const built = await build({ plaintext: '<img src=x>', context: '<b>=<i>', suite: '0478' });
    const { builtOutputs, outcomeOutputs } = await import('../src/labs/envelope/outputs.ts');
    const options = { id: 'x', level: 2, live: true };
    const all = [...builtOutputs(built, options), ...outcomeOutputs(built, await read(built), options)];
    expect(all.map(([, html]) => html.text).join('')).not.toMatch(/<img|<b>=|=<i>/);
  });
});

it('writes messages that a reader of its own opens', async () => {
  const { message } = await build({ context: '' });
  const { plaintext } = await decrypt(message, { keys: keyringOf(FIRST_FORM, labKms(WELL, [])) });
  expect(plaintext).toEqual(utf8(FIRST_FORM.plaintext));
  expect(inspect(message).problem).toBeUndefined();
});
