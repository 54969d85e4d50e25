import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from '../src/search/excerpt.ts';
import { parseQuery, probesOf } from '../src/search/query.ts';
import { rank } from '../src/search/rank.ts';
import { distance, editsAllowed, nearest } from '../src/search/spelling.ts';
import { type SearchTerms, Vocabulary } from '../src/search/terms.ts';
import { nameKey, tokens, wordsOf } from '../src/search/text.ts';

const TERMS: SearchTerms = {
  version: 1,
  pages: 100,
  targets: [
    {
      i: 'en_1',
      n: ['AWS CodeDeploy: overview', 'codedeploy overview', 'deployment group'],
      e: ['No instances found for your deployment group'],
    },
    { i: 'en_2', n: ['Jenkins on AWS', 'jenkins on aws', 'build server'] },
    { i: 'en_3', n: ['DVA-C02', 'Developer Associate'], e: ['UPLOAD_ARTIFACTS_FAILED'] },
  ],
  glossary: [
    { n: ['Amazon S3', 'S3', 'Simple Storage Service'], t: 0 },
    { n: ['AWS CodeConnections', 'CodeStar Connections'] },
  ],
  words: 'arithmetic healthy',
};
const anyText = fc.array(fc.integer({ min: 0, max: 0x10ffff })).map((points) => String.fromCodePoint(...points));
const vocabulary = new Vocabulary(TERMS);

describe('tokens', () => {
  it.each([
    ['On-Premises', { word: 'onpremises', parts: ['on', 'premises'], camel: false }],
    ['CodeStar', { word: 'codestar', parts: ['code', 'star'], camel: true }],
    ['buildspec.yml,', { word: 'buildspecyml', parts: ['buildspec', 'yml'], camel: false }],
    ['CODEBUILD_SRC_DIR', { word: 'codebuild_src_dir', parts: ['codebuild', 'src', 'dir'], camel: false }],
    ["can't", { word: 'cant', parts: ['cant'], camel: false }],
    ['S3', { word: 's3', parts: ['s3'], camel: false }],
    ['Müller', { word: 'muller', parts: ['muller'], camel: false }],
  ])('%s', (text, token) => {
    expect(tokens(text)).toEqual([token]);
  });

  it('drops what is only punctuation', () => {
    expect(tokens(' ... — "" ')).toEqual([]);
  });

  it('never yields an empty word, whatever is typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tokens(text).flatMap(({ word, parts }) => [word, ...parts])).not.toContain('');
      }),
    );
  });

  it('compares names without capitals, accents and punctuation', () => {
    expect(nameKey('  CodeStar   Connections: v2')).toBe('codestar connections v2');
    expect(wordsOf('Blue/Green')).toEqual(['bluegreen', 'blue', 'green']);
  });
});

/** Edit distance by its definition, without limit: independent of the one under test. */
function slowDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const rest = [
    slowDistance(a.slice(1), b) + 1,
    slowDistance(a, b.slice(1)) + 1,
    slowDistance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0])
    rest.push(slowDistance(a.slice(2), b.slice(2)) + 1);
  return Math.min(...rest);
}

describe('spelling', () => {
  it.each([
    ['pipeline', 'pipeline', 0],
    ['pipline', 'pipeline', 1],
    ['lifecycel', 'lifecycle', 1],
    ['helty', 'healthy', 2],
    ['abc', 'xyz', 3],
  ])('%s and %s are %i edits apart', (a, b, edits) => {
    expect(distance(a, b)).toBe(edits);
  });

  it('agrees with the definition, up to its limit', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, limit) => {
        expect(distance(a, b, limit)).toBe(Math.min(slowDistance(a, b), limit + 1));
      }),
    );
  });

  it('allows no edit in short words, one up to five letters, then two', () => {
    expect([2, 3, 4, 5, 6, 20].map(editsAllowed)).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it.each([
    ['jenkns', 'jenkins'],
    ['jenkins', undefined],
    ['sss', undefined],
    ['dva02', undefined],
    ['elephant', undefined],
    ['buidl', 'build'],
  ])('nearest of %s is %s', (word, expected) => {
    expect(nearest(word, vocabulary.words)).toBe(expected);
  });

  it('prefers the same first letter, then the same length', () => {
    expect(nearest('baker', ['maker', 'baked'])).toBe('baked');
    expect(nearest('stack', ['stacks', 'stock'])).toBe('stock');
  });
});

describe('vocabulary', () => {
  it('finds names inside a query, with and without the vendor', () => {
    const found = vocabulary.namesIn(['where', 'is', 'codestar', 'connections', 's3']);
    expect(found).toEqual([
      { words: ['codestar', 'connections'], page: undefined, own: false, synonyms: ['codeconnections'] },
      { words: ['s3'], page: 'en_1', own: false, synonyms: ['s3'] },
      { words: ['s3'], page: 'en_1', own: false, synonyms: ['s3'] },
    ]);
  });

  it.each([
    ['Error: "No instances found for your deployment group"', ['en_1']],
    ['instances found for your deployment', ['en_1']],
    ['UPLOAD_ARTIFACTS_FAILED', ['en_3']],
    ['deployment', []],
    ['no such thing happened to me', []],
  ])('errors in %s', (query, pages) => {
    expect(vocabulary.errorsIn(query)).toEqual(pages);
  });

  it('suggests titles that look alike', () => {
    expect(vocabulary.suggestions('jenkinz developer')).toEqual(['Jenkins on AWS']);
    expect(vocabulary.suggestions('zebra')).toEqual([]);
  });
});

describe('queries', () => {
  const probes = (text: string, exact = true) => {
    const query = parseQuery(text);
    return probesOf(
      query,
      vocabulary,
      query.tokens.map(() => exact),
    ).map(({ word, weight }) => [word, Number(weight.toFixed(2))]);
  };

  it('leaves stop words out unless nothing else is there', () => {
    expect(parseQuery('how do I use the build server').tokens.map(({ word }) => word)).toEqual(['build', 'server']);
    expect(parseQuery('how to').tokens.map(({ word }) => word)).toEqual(['how', 'to']);
  });

  it('knows a phrase by its quotation marks', () => {
    expect(parseQuery(' "too many files" ').phrase).toBe('too many files');
    expect(parseQuery('say "too many files"').phrase).toBeUndefined();
  });

  it('looks up compounds whole, and by their parts where those say something', () => {
    expect(probes('on-premises')).toEqual([
      ['onpremises', 1],
      ['premises', 0.35],
    ]);
    expect(probes('CodeStar')).toEqual([['codestar', 1]]);
    expect(probes('CodeStar', false)).toEqual([
      ['code', 0.71],
      ['star', 0.71],
    ]);
  });

  it('joins neighbours that are one word of a name, and adds what the glossary says', () => {
    expect(probes('code deploy')).toEqual([
      ['code', 1],
      ['deploy', 1],
      ['codedeploy', 0.8],
    ]);
    expect(probes('simple storage service')).toEqual([
      ['simple', 1],
      ['storage', 1],
      ['service', 1],
      ['s3', 0.4],
    ]);
  });
});

describe('rank', () => {
  const found = (...ids: string[]) => ids.map((id, index) => ({ id, score: 10 - index, words: [index] }));
  const options = { pages: 100, tokens: ['a', 'b'], names: [], pins: new Set<string>() };

  it('is a union: a page needs one word only, and more words count more', () => {
    const ranked = rank(
      [
        { weight: 1, token: 0, found: found('x', 'y') },
        { weight: 1, token: 1, found: found('z', 'y') },
      ],
      options,
    );
    expect(ranked.map(({ id }) => id)).toEqual(['y', 'x', 'z']);
    expect(ranked[0]?.words).toEqual([1]);
  });

  it('counts rare words more than frequent ones', () => {
    const many = Array.from({ length: 60 }, (_, index) => `p${index}`);
    const ranked = rank(
      [
        { weight: 1, token: 0, found: found(...many) },
        { weight: 1, token: 1, found: found('rare') },
      ],
      options,
    );
    expect(ranked[0]?.id).toBe('rare');
  });

  it('lifts a page that is named, and puts a pinned one first', () => {
    const evidence = [{ weight: 1, token: 0, found: found('x', 'y', 'z') }];
    const named = { words: ['a'], page: 'y', own: true, synonyms: [] };
    expect(rank(evidence, { ...options, names: [named] })[0]?.id).toBe('y');
    expect(rank(evidence, { ...options, names: [named], pins: new Set(['z']) })[0]?.id).toBe('z');
  });

  it('ranks the same evidence the same way, whatever the order of equal pages', () => {
    const equal = (...ids: string[]) => [
      { weight: 1, token: 0, found: ids.map((id) => ({ id, score: 1, words: [] })) },
    ];
    expect(rank(equal('b', 'a', 'c'), options)).toEqual(rank(equal('c', 'b', 'a'), options));
  });

  it('finds nothing in nothing', () => {
    expect(rank([{ weight: 1, token: 0, found: [] }], options)).toEqual([]);
  });
});

describe('excerpt', () => {
  const content = Array.from({ length: 100 }, (_, index) => `w${index}`).join(' ');
  const anchors = [
    { element: 'h2', id: 'first', text: 'First', location: 0 },
    { element: 'h2', id: 'second', text: 'Second', location: 50 },
    { element: 'a', id: 'link', text: 'Link', location: 60 },
  ];

  it('shows where most of the words stand, and the heading above', () => {
    const { pieces, section } = excerptOf({ content, anchors }, [5, 70, 72, 75], 10);
    expect(section).toEqual({ id: 'second', title: 'Second' });
    expect(pieces.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(['w70', 'w72', 'w75']);
    expect(pieces.map(({ text }) => text).join('')).toBe('… w67 w68 w69 w70 w71 w72 w73 w74 w75 w76 …');
  });

  it('shows the beginning when no place is known', () => {
    const { pieces } = excerptOf({ content: 'short text', anchors: [] }, []);
    expect(
      pieces
        .map(({ text }) => text)
        .join('')
        .trim(),
    ).toBe('short text');
  });
});
