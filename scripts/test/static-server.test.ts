import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { answerRequest, headersFor, type StaticServerOptions, serveStatic } from '../lib/static-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'notebank-site-'));
const site = join(folder, 'site');
const SECRET = 'outside of the site';
const PAGE = `<!doctype html><title>Notes</title>${'<p>word</p>'.repeat(200)}`;
for (const path of ['notes/a b', '_astro', 'empty']) mkdirSync(join(site, path), { recursive: true });
writeFileSync(join(folder, 'secret.txt'), SECRET);
writeFileSync(join(site, 'index.html'), 'home');
writeFileSync(join(site, '404.html'), 'lost');
writeFileSync(join(site, 'notes/index.html'), PAGE);
writeFileSync(join(site, 'notes/a b/index.html'), 'spaced');
writeFileSync(join(site, '_astro/x.js'), 'export {}');
writeFileSync(join(site, 'deck.apkg'), Buffer.alloc(2000));
writeFileSync(
  join(site, '_headers'),
  '/*\n  X-Frame-Options: DENY\n/notes/*\n  Content-Security-Policy: default-src: none\n',
);
symlinkSync('index.html', join(site, 'link.html'));

const servers: { close(): Promise<void> }[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
  rmSync(folder, { recursive: true });
});

async function serve(options: Partial<StaticServerOptions> = {}): Promise<string> {
  const server = await serveStatic({ folder: site, ...options });
  servers.push(server);
  return server.address;
}

/** Sends a path as it is: `fetch` would take dot segments out of it. */
function raw(address: string, path: string, method = 'GET', headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(address);
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('pages, folders and files come with their types', async () => {
  const address = await serve();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const rows = [
    ['/', 200, 'text/html; charset=utf-8'],
    ['/notes/', 200, 'text/html; charset=utf-8'],
    ['/notes/a%20b/', 200, 'text/html; charset=utf-8'],
    ['/_astro/x.js', 200, 'text/javascript; charset=utf-8'],
    ['/deck.apkg', 200, 'application/octet-stream'],
    ['/nothing', 404, 'text/html; charset=utf-8'],
    ['/empty/', 404, 'text/html; charset=utf-8'],
    ['/index.html/', 404, 'text/html; charset=utf-8'],
    ['/_headers', 404, 'text/html; charset=utf-8'],
  ] as const;
  for (const [path, status, type] of rows) {
    const answer = await raw(address, path);
    expect([path, answer.status, answer.headers['content-type']]).toEqual([path, status, type]);
  }
  expect((await raw(address, '/nothing')).body.toString()).toBe('lost');
});

test('a folder without its slash is sent on, with its query', async () => {
  const answer = await raw(await serve(), '/notes/a%20b?q=1');
  expect([answer.status, answer.headers.location]).toEqual([301, '/notes/a%20b/?q=1']);
});

test('text is compressed for who accepts it, and asked for again with its tag costs nothing', async () => {
  const address = await serve();
  const zipped = await raw(address, '/notes/', 'GET', { 'accept-encoding': 'br, gzip' });
  expect(zipped.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(zipped.body).toString()).toBe(PAGE);
  expect(zipped.body.length).toBeLessThan(PAGE.length / 5);
  const plain = await raw(address, '/notes/');
  expect([plain.headers['content-encoding'], plain.body.toString()]).toEqual([undefined, PAGE]);
  expect((await raw(address, '/deck.apkg', 'GET', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBe(
    undefined,
  );
  const again = await raw(address, '/notes/', 'GET', { 'if-none-match': String(plain.headers.etag) });
  expect([again.status, again.body.length]).toEqual([304, 0]);
});

test('HEAD answers without a body, anything else is refused', async () => {
  const address = await serve();
  const head = await raw(address, '/notes/', 'HEAD');
  expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, String(PAGE.length)]);
  const post = await raw(address, '/', 'POST');
  expect([post.status, post.headers.allow]).toEqual([405, 'GET, HEAD']);
});

test('under a base path only the base answers', async () => {
  const address = await serve({ base: '/aws/notes/' });
  expect(address).toMatch(/:\d+\/aws\/notes\/$/);
  expect((await raw(address, '/aws/notes/notes/')).status).toBe(200);
  expect((await raw(address, '/aws/notes/notes')).headers.location).toBe('/aws/notes/notes/');
  expect((await raw(address, '/notes/')).status).toBe(404);
  for (const path of ['/', '/aws/notes']) {
    const answer = await raw(address, path);
    expect([answer.status, answer.headers.location]).toEqual([301, '/aws/notes/']);
  }
});

test('the headers of the site apply where their path matches', () => {
  const rules = '# comment\n/*\n  A: 1\n\n/q/*/\n  B: x: y\n/q.x\n  C: 3\n';
  expect(headersFor(rules, '/')).toEqual({ a: '1' });
  expect(headersFor(rules, '/q/one/')).toEqual({ a: '1', b: 'x: y' });
  expect(headersFor(rules, '/qqx')).toEqual({ a: '1' });
});

test('headers of the site reach the browser', async () => {
  const answer = await raw(await serve(), '/notes/');
  expect(answer.headers['content-security-policy']).toBe('default-src: none');
  expect(answer.headers['x-frame-options']).toBe('DENY');
});

test('a taken port fails, or gives way to the next one', async () => {
  const address = await serve();
  const port = Number(new URL(address).port);
  await expect(serve({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect(Number(new URL(await serve({ port, orNext: true })).port)).toBeGreaterThan(port);
});

test.each([
  '/../secret.txt',
  '/notes/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..\\secret.txt',
  '/..%5csecret.txt',
  '/notes/%00/../../secret.txt',
  '//etc/passwd',
  '/%c0%ae%c0%ae/secret.txt',
  '/%',
])('%s does not leave the folder', async (path) => {
  const answer = await raw(await serve(), path);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.body.toString()).not.toContain(SECRET);
});

test('no path leaves the folder or sends a browser to another host', () => {
  const part = fc.constantFrom(
    '..',
    '.',
    '%2e',
    '%2F',
    '%5c',
    '\\',
    '/',
    '//',
    'notes',
    'secret.txt',
    '%00',
    'a b',
    '?',
    '%25',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const answer = answerRequest(site, '/', 'GET', `/${parts.join('/')}`);
      expect(answer.body.toString()).not.toContain(SECRET);
      expect(answer.headers.location ?? '/x').toMatch(/^\/(?!\/)/);
    }),
  );
});
