import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bank, ClozeQuestion, Question } from '../src/bank.ts';
import {
  ankiIdentity,
  ankiNotes,
  ExportError,
  NOTETYPES,
  nodeDriver,
  noteMods,
  portablePacker,
  retiredText,
  toApkg,
} from '../src/export/index.ts';
import { generateBank, withQuestion } from './support/generate-bank.ts';
import { withApkg } from './support/open-apkg.ts';

const driver = nodeDriver();
const modsOf = (bank: Bank) => noteMods(bank, ankiNotes(bank).notes).mods;
const apkgOf = (bank: Bank) => toApkg(bank, { driver, mods: modsOf(bank) });

const bank = generateBank({ questions: 240, seed: 3 });
const apkg = apkgOf(bank);

describe('a package', () => {
  it('holds a collection and a list of media, nothing else', () => {
    withApkg(apkg, ({ entries, media }) => {
      expect(entries).toEqual(['collection.anki2', 'media']);
      expect(media).toEqual({});
    });
  });

  it('is a whole database of schema 11 with its indexes', () => {
    withApkg(apkg, ({ all }) => {
      expect(all('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(all('pragma page_size')).toEqual([{ page_size: 4096 }]);
      expect(all('select id, ver, dty, usn, ls from col')).toEqual([{ id: 1, ver: 11, dty: 0, usn: 0, ls: 0 }]);
      const names = all("select name from sqlite_master where name not like 'sqlite%' order by name").map(
        ({ name }) => name,
      );
      expect(names).toEqual(
        'cards col graves ix_cards_nid ix_cards_sched ix_cards_usn ix_notes_csum ix_notes_usn ix_revlog_cid ix_revlog_usn notes revlog'.split(
          ' ',
        ),
      );
      expect(all('select count(*) as n from revlog union all select count(*) from graves')).toEqual([
        { n: 0 },
        { n: 0 },
      ]);
    });
  });

  it('holds a note per question with the right number of fields', () => {
    withApkg(apkg, ({ all }) => {
      const rows = all('select * from notes');
      expect(rows).toHaveLength(bank.questions.size);
      for (const row of rows) {
        const notetype = Object.values(NOTETYPES).find(({ id }) => id === row.mid);
        expect(String(row.flds).split('\x1f')).toHaveLength(notetype?.fields.length ?? -1);
        expect([row.usn, row.flags, row.data]).toEqual([-1, 0, '']);
      }
    });
  });

  it('knows notes by guids of bank and question alone', () => {
    withApkg(apkg, ({ all }) => {
      for (const { guid, flds } of all('select guid, flds from notes')) {
        const id = String(flds).split('\x1f')[0] ?? '';
        expect(guid).toBe(ankiIdentity('test-bank', id).guid);
      }
      const distinct = all('select count(distinct guid) as n from notes');
      expect(distinct).toEqual([{ n: bank.questions.size }]);
    });
  });

  it('computes checksum and sort field as Anki would', () => {
    withApkg(apkg, ({ all }) => {
      for (const { sfld, csum, flds } of all('select sfld, csum, flds from notes')) {
        const first = String(flds).split('\x1f')[0] ?? '';
        expect(sfld).toBe(first);
        expect(csum).toBe(createHash('sha1').update(first).digest().readUInt32BE(0));
      }
    });
  });

  it('writes every card: one, or one for each number of a cloze', () => {
    withApkg(apkg, ({ all }) => {
      const rows = all(
        'select n.flds, n.mod as nmod, c.* from cards c join notes n on n.id = c.nid order by c.nid, c.ord',
      );
      const ords = new Map<string, number[]>();
      for (const row of rows) {
        const id = String(row.flds).split('\x1f')[0] ?? '';
        ords.set(id, [...(ords.get(id) ?? []), Number(row.ord)]);
        expect(row.mod).toBe(row.nmod);
        const fresh = [
          row.type,
          row.queue,
          row.ivl,
          row.factor,
          row.reps,
          row.lapses,
          row.left,
          row.odue,
          row.odid,
          row.flags,
        ];
        expect(fresh).toEqual(Array(10).fill(0));
      }
      for (const question of bank.questions.values()) {
        const numbers =
          question.kind === 'cloze' ? [...new Set(question.deletions.map(({ number }) => number - 1))] : [0];
        expect(ords.get(question.id)).toEqual(numbers);
      }
    });
  });

  it('numbers new cards from 1 in study order', () => {
    withApkg(apkg, ({ all }) => {
      const rows = all('select n.flds, c.due from cards c join notes n on n.id = c.nid where c.ord = 0 order by c.due');
      expect(rows.map(({ due }) => due)).toEqual(rows.map((_, index) => index + 1));
      const topics = [...bank.topics.keys()];
      const keys = rows.map(({ flds }) => {
        const question = bank.questions.get(String(flds).split('\x1f')[0] ?? '');
        return `${topics.indexOf(question?.topic ?? '')}/${question?.difficulty}/${question?.id}`;
      });
      expect(keys).toEqual(keys.toSorted());
      expect(
        all('select count(*) as n from (select nid from cards group by nid having count(distinct due) > 1)'),
      ).toEqual([{ n: 0 }]);
    });
  });

  it('gives ids near the birth of the bank, none twice', () => {
    withApkg(apkg, ({ all }) => {
      for (const table of ['notes', 'cards']) {
        const [range] = all(
          `select min(id) as low, max(id) as high, count(*) as n, count(distinct id) as d from ${table}`,
        );
        expect(range?.low).toBeGreaterThanOrEqual(bank.identity.baseMs);
        expect(range?.high).toBeLessThan(bank.identity.baseMs + 1_000_001_000);
        expect(range?.n).toBe(range?.d);
      }
    });
  });

  it('puts cards into decks that exist, with every parent and the default', () => {
    withApkg(apkg, ({ all, blob }) => {
      const decks = blob('decks');
      expect(
        Object.values(decks)
          .map(({ name }) => name)
          .sort(),
      ).toEqual([
        'Default',
        'Test bank',
        'Test bank::CI/CD',
        'Test bank::CI/CD::Topic codebuild',
        'Test bank::CI/CD::Topic codedeploy',
        'Test bank::Storage: objects & files',
        'Test bank::Storage: objects & files::Topic s3-buckets',
        'Test bank::Storage: objects & files::Topic s3-security',
      ]);
      for (const [id, deck] of Object.entries(decks)) {
        expect(deck.id).toBe(Number(id));
        expect(Object.keys(deck)).toEqual(
          expect.arrayContaining('id name usn collapsed dyn conf lrnToday revToday newToday timeToday'.split(' ')),
        );
      }
      for (const { did } of all('select distinct did from cards'))
        expect(decks[String(did)]?.name).toMatch(/^Test bank::.*::Topic /);
      const [root] = Object.values(decks).filter(({ name }) => name === 'Test bank');
      expect(root?.desc).toContain('Test bank, CC BY 4.0');
      expect(root?.desc).toContain('Not affiliated with AWS.');
    });
  });

  it('holds every key that some version of Anki reads without a default', () => {
    withApkg(apkg, ({ blob, all }) => {
      const has = (value: object, keys: string) =>
        expect(Object.keys(value)).toEqual(expect.arrayContaining(keys.split(' ')));
      for (const [id, model] of Object.entries(blob('models'))) {
        expect(model.id).toBe(Number(id));
        has(model, 'id name type mod usn sortf did tmpls flds css latexPre latexPost');
        for (const [ord, field] of (model.flds as Record<string, unknown>[]).entries()) {
          has(field, 'id name ord sticky rtl font size');
          expect(field.ord).toBe(ord);
        }
        for (const template of model.tmpls as object[]) has(template, 'id name ord qfmt afmt bqfmt bafmt did');
        if (model.type === 0) expect(model.req).toEqual([[0, 'any', [0, 1, 2, 3, 6, 9]]]);
      }
      has(blob('dconf')['1'] ?? {}, 'id mod name usn maxTaken autoplay timer new rev lapse replayq dyn');
      has(blob('dconf')['1']?.new as object, 'delays initialFactor ints order perDay');
      has(blob('dconf')['1']?.rev as object, 'ease4 ivlFct maxIvl perDay');
      has(blob('dconf')['1']?.lapse as object, 'delays leechAction leechFails minInt mult');
      const config = blob('conf');
      has(
        config,
        'activeDecks curDeck newSpread collapseTime timeLim estTimes dueCounts curModel nextPos sortType sortBackwards addToCur dayLearnFirst',
      );
      expect(config).not.toHaveProperty('schedVer');
      expect(all('select tags from col')).toEqual([{ tags: '{}' }]);
    });
  });

  it('tags notes with exam, domain, task, kind, difficulty and topic', () => {
    const question = { ...(bank.questions.values().next().value as Question), tasks: ['dva-c02/3.4'], difficulty: 2 };
    withApkg(apkgOf(withQuestion(bank, question)), ({ all }) => {
      const [row] = all(`select tags from notes where sfld = '${question.id}'`);
      expect(row?.tags).toBe(
        ` difficulty::2 domain::dva-c02::3 exam::dva-c02 kind::${question.kind} task::dva-c02::3.4 topic::cicd::${question.topic} `,
      );
      for (const { tags } of all('select tags from notes')) expect(tags).toMatch(/^ (?:[^\s:]+(?:::[^\s:]+)+ )+$/);
    });
  });

  it('keeps withdrawn questions with a banner and a tag, and tells how to find them', () => {
    const [first] = bank.questions.values();
    const retired = {
      ...(first as Question),
      status: 'retired',
      reason: 'AWS changed it',
      since: '2026-02',
    } as Question;
    const line = {
      id: retired.id,
      kind: retired.kind,
      revision: 1,
      status: 'current',
      answerHash: '0'.repeat(64),
      noteHash: '0'.repeat(64),
      mod: 9,
    } as const;
    const withdrawn = { ...withQuestion(bank, retired), lock: new Map([[retired.id, line]]) };
    withApkg(apkgOf(withdrawn), ({ all }) => {
      const [row] = all(`select tags, flds, mod from notes where sfld = '${retired.id}'`);
      expect(row?.tags).toContain(' bank::retired ');
      expect(row?.flds).toContain('<strong>Retired since 2026-02</strong>: AWS changed it');
      expect(row?.mod).toBe(10);
    });
    expect(retiredText(withdrawn)).toContain(`QuestionId:${retired.id}`);
    expect(retiredText(withdrawn)).toContain('tag:bank::retired');
    expect(retiredText(bank)).toContain('None so far.');
  });

  it('leaves out what decks do not hold', () => {
    const [a, b, c] = [...bank.questions.values()];
    const changed = [
      { ...a, pool: 'mock' },
      { ...b, reviews: [] },
      { ...c, status: 'historic' },
    ] as Question[];
    withApkg(apkgOf(changed.reduce(withQuestion, bank)), ({ all }) => {
      expect(all('select count(*) as n from notes')).toEqual([{ n: bank.questions.size - 3 }]);
    });
  });

  it('holds part of the bank under the same identities', () => {
    const filter = (question: Question) => question.tasks.includes('dop-c02/1.1');
    const part = toApkg(bank, { driver, mods: modsOf(bank), filter, deckRoot: 'Other: root::Level' });
    const guids = withApkg(apkg, ({ all }) => new Set(all('select guid || mod as g from notes').map(({ g }) => g)));
    withApkg(part, ({ all, blob }) => {
      const rows = all('select guid || mod as g from notes');
      expect(rows).toHaveLength([...bank.questions.values()].filter(filter).length);
      expect(rows.every(({ g }) => guids.has(g))).toBe(true);
      const names = Object.values(blob('decks')).map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['Other: root', 'Other: root::Level', 'Other: root::Level::CI/CD']));
    });
  });

  it('refuses a note without a time', () => {
    const mods = new Map(modsOf(bank));
    const [id = ''] = mods.keys();
    mods.delete(id);
    expect(() => toApkg(bank, { driver, mods })).toThrow(
      `bank.lock.jsonl: Unexpected no \`mod\` for question \`${id}\`, expected a time for every Anki note. Pass the mods that \`noteMods\` gives for the same bank.`,
    );
  });
});

describe('bytes of a package', () => {
  it('are the same every time, in memory and through a file', () => {
    const again = generateBank({ questions: 240, seed: 3 });
    expect(Buffer.compare(apkgOf(again), apkg)).toBe(0);
    const throughFile = toApkg(bank, { driver: nodeDriver({ inMemory: false }), mods: modsOf(bank) });
    expect(Buffer.compare(throughFile, apkg)).toBe(0);
  });

  it('say nothing of time, SQLite version or counters', () => {
    withApkg(apkg, ({ files }) => {
      const header = Buffer.from(files['collection.anki2'] ?? []);
      expect(header.subarray(0, 16).toString()).toBe('SQLite format 3\0');
      expect([24, 92, 96].map((offset) => header.readUInt32BE(offset))).toEqual([1, 1, 3045000]);
      expect(header.readUInt32BE(28) * 4096).toBe(header.length);
    });
    const zipped = Buffer.from(apkg);
    expect(zipped.readUInt32LE(0)).toBe(0x04034b50);
    expect([zipped.readUInt16LE(10), zipped.readUInt16LE(12)]).toEqual([0, 0x21]);
  });

  it('hold the same database when another packer packs it', () => {
    const portable = toApkg(bank, { driver: { ...driver, packer: portablePacker }, mods: modsOf(bank) });
    const database = (bytes: Uint8Array) =>
      withApkg(bytes, ({ files }) => Buffer.from(files['collection.anki2'] ?? []));
    expect(Buffer.compare(database(portable), database(apkg))).toBe(0);
  });

  it('change in one note and one time when one question changes', () => {
    const before = { ...bank, lock: new Map() };
    const [first] = [...bank.questions.values()].filter(({ kind }) => kind === 'recall');
    const edited = withQuestion(before, { ...(first as Question), stem: 'Edited?' } as Question);
    const mods = new Map(modsOf(before)).set(first?.id ?? '', 1_800_000_000);
    const rows = (bytes: Uint8Array) =>
      withApkg(bytes, ({ all }) => [
        ...all('select * from notes order by id'),
        ...all('select * from cards order by id'),
      ]);
    const [was, is] = [rows(apkg), rows(toApkg(edited, { driver, mods }))];
    const changed = is.filter((row, index) => JSON.stringify(row) !== JSON.stringify(was[index]));
    expect(changed.map(({ mod, sfld, ord }) => [mod, sfld ?? ord])).toEqual([
      [1_800_000_000, first?.id],
      [1_800_000_000, 0],
    ]);
  });

  it('keep the ids of all others when a question is added', () => {
    const more = generateBank({ questions: 246, seed: 3 });
    const ids = (bytes: Uint8Array) =>
      withApkg(bytes, ({ all }) => new Map(all('select guid, id from notes').map(({ guid, id }) => [guid, id])));
    const [was, is] = [ids(apkg), ids(apkgOf(more))];
    for (const [guid, id] of was) expect(is.get(guid)).toBe(id);
    expect(is.size).toBe(246);
  });
});

describe('media', () => {
  const pixel = new Uint8Array([1, 2, 3]);
  const [template] = generateBank({ questions: 1, kinds: ['recall'] }).questions.values();
  const question = {
    ...(template as Question),
    stem: 'What is ![a map](../../media/codebuild/my%20map.SVG)?',
  } as Question;
  const withImage = generateBank({ questions: 0 });
  const one = withQuestion(withImage, question);
  const mods = new Map([[question.id, 5]]);
  const name = `q-${createHash('sha1').update(pixel).digest('hex').slice(0, 12)}.svg`;

  it('is named by its content and brought along', () => {
    const asked: string[] = [];
    const media = (path: string) => {
      asked.push(path);
      return pixel;
    };
    withApkg(toApkg(one, { driver, mods, media }), (opened) => {
      expect(opened.media).toEqual({ 0: name });
      expect(opened.files['0']).toEqual(pixel);
      expect(String(opened.all('select flds from notes')[0]?.flds)).toContain(`<img src="${name}" alt="a map">`);
    });
    expect(asked).toEqual(['media/codebuild/my map.SVG']);
  });

  it('that is missing or foreign stops the export, all told at once', () => {
    const both = { ...question, answer: '![x](https://images.example/x.png)' } as Question;
    const problems = () => {
      try {
        toApkg(withQuestion(withImage, both), { driver, mods });
      } catch (error) {
        return error instanceof ExportError ? error.problems : error;
      }
      return undefined;
    };
    expect(problems()).toEqual([
      {
        path: question.path,
        found: 'image `../../media/codebuild/my%20map.SVG` without a file',
        expected: '`media/codebuild/my map.SVG` in the bank',
        mend: 'Add the file, or correct the path.',
      },
      {
        path: question.path,
        found: 'image `https://images.example/x.png` from outside of the bank',
        expected: 'a relative path into `media/`',
        mend: 'Put the image under `media/<topic>/`: a deck brings its images along and loads nothing.',
      },
    ]);
  });
});

describe('identities', () => {
  it('depend on bank and question only', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (bankId, id) => {
        const { guid, ordinal } = ankiIdentity(bankId, id);
        expect(guid).toMatch(/^[a-zA-Z0-9!#$%&()*+,\-./:;<=>?@[\]^_`{|}~]{1,10}$/);
        expect(ordinal).toBeGreaterThanOrEqual(0);
        expect(ordinal).toBeLessThan(1_000_000_000);
        expect(ankiIdentity(bankId, id)).toEqual({ guid, ordinal });
      }),
    );
    expect(ankiIdentity('aws-cert', 'saa-c03-0001').guid).toBe('F~snH3gDRf');
  });

  it('survive any edit of a question', () => {
    const cloze = [...bank.questions.values()].find((question): question is ClozeQuestion => question.kind === 'cloze');
    const moved = { ...(cloze as ClozeQuestion), topic: 's3-security', difficulty: 3, path: 'questions/x/y.md' };
    const guids = (bytes: Uint8Array) => withApkg(bytes, ({ all }) => all('select guid from notes order by guid'));
    expect(guids(apkgOf(withQuestion(bank, moved)))).toEqual(guids(apkg));
  });
});
