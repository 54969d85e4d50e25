import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inlineHashes, policy, withPolicy } from '../src/integrations/csp.ts';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
const page = (head: string, body = '') =>
  `<!doctype html><html><head><meta charset="utf-8"/>${head}</head><body>${body}</body></html>`;

describe('inlineHashes', () => {
  it('hashes inline scripts, classic and module, with their exact bytes', () => {
    const html = page('<script>\n  a();\n</script><script type="module">b("é")</script>');
    expect(inlineHashes(html).scripts).toEqual([hash('\n  a();\n'), hash('b("é")')].sort());
  });

  it('leaves out scripts with an address and blocks of data', () => {
    const html = page('<script src="/a.js"></script><script type="application/json">{"a":1}</script>');
    expect(inlineHashes(html)).toEqual({ scripts: [], styles: [] });
  });

  it('hashes style elements', () => {
    expect(inlineHashes(page('<style>p{color:red}</style>')).styles).toEqual([hash('p{color:red}')]);
  });

  it('names each text once, in an order that does not depend on the page', () => {
    const text = fc.stringMatching(/^[a-z ();]{1,20}$/);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
        const html = (order: readonly string[]) => page(order.map((each) => `<script>${each}</script>`).join(''));
        const expected = [...new Set(texts.map(hash))].sort();
        expect(inlineHashes(html(texts)).scripts).toEqual(expected);
        expect(inlineHashes(html([...texts].reverse())).scripts).toEqual(expected);
      }),
    );
  });
});

describe('policy', () => {
  it('never allows inline scripts or styles as such', () => {
    expect(policy({ scripts: [], styles: [] })).toBe(
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'",
    );
  });

  it('says who may frame the page only in a header, where browsers read it', () => {
    expect(policy({ scripts: [], styles: [] }, { header: true })).toContain("; frame-ancestors 'none'");
  });
});

describe('withPolicy', () => {
  it('puts the policy right after the charset, before anything that it governs', () => {
    const html = withPolicy(page('<script>a()</script>'));
    expect(html).toContain(
      `<meta charset="utf-8"/><meta http-equiv="content-security-policy" content="default-src 'self'; `,
    );
    expect(html).toContain(hash('a()'));
  });

  it('refuses a page that has a policy, or no charset', () => {
    expect(() => withPolicy(withPolicy(page('')))).toThrow('expected a page without a policy, found one');
    expect(() => withPolicy('<html></html>')).toThrow('expected <meta charset="utf-8">, found none');
  });
});
