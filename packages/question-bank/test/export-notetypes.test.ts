import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NOTETYPE_STYLE, NOTETYPES } from '../src/export/index.ts';

const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

describe('note types', () => {
  /**
   * When this fails, ids, fields or their order changed. Do not paste the new hash: every note that a reader has would
   * be skipped by the next import ("their note type has changed"). Use a spare field. A change that is truly needed is
   * a new generation, with new ids and a page that tells readers how to migrate.
   */
  it('never change their schema', () => {
    const schema = Object.values(NOTETYPES).map(({ id, name, cloze, fields, template }) => {
      return [id, name, cloze, fields.map((field) => [field.id, field.name]), [template.id, template.name]];
    });
    expect(NOTETYPES.question.fields.map(({ name }) => name).join(' ')).toBe(
      'QuestionId Kind Stem Options Answer Explanation Status Sources Link Topic Credit Extra1 Extra2 Extra3 Meta',
    );
    expect(NOTETYPES.cloze.fields.map(({ name }) => name).join(' ')).toBe(
      'QuestionId Text Explanation Status Sources Link Topic Credit Extra1 Extra2 Extra3 Meta',
    );
    expect(hash(schema)).toBe('30bd8485b9042629');
  });

  /** When this fails, templates or style changed: raise `mod` in notetypes.ts to today's and paste both. */
  it('change their look only with a new mod', () => {
    const look = Object.values(NOTETYPES).map(({ template }) => Object.values(template));
    expect({ look: hash([look, NOTETYPE_STYLE]), mods: Object.values(NOTETYPES).map(({ mod }) => mod) }).toEqual({
      look: '1744956d161ea399',
      mods: [1795219200, 1795219200],
    });
  });

  it('have unique ids, in the past and exact as numbers', () => {
    const ids = Object.values(NOTETYPES).flatMap(({ id, fields, template }) => [
      id,
      template.id,
      ...fields.map((field) => field.id),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every(Number.isSafeInteger)).toBe(true);
    for (const { id } of Object.values(NOTETYPES)) expect(id).toBeLessThan(Date.UTC(2026, 10, 22));
  });

  it('have names that Anki accepts', () => {
    const reserved = ['FrontSide', 'Card', 'CardFlag', 'Deck', 'Subdeck', 'Tags', 'Type', 'CardID'];
    for (const { name, fields } of Object.values(NOTETYPES)) {
      expect(name).not.toContain('"');
      for (const field of fields) {
        expect(field.name).toMatch(/^[^#/^ :{}"][^:{}"]*$/);
        expect(reserved).not.toContain(field.name);
      }
    }
  });

  it('begin with the id of the question and end with spare fields', () => {
    for (const { fields } of Object.values(NOTETYPES)) {
      expect(fields[0]?.name).toBe('QuestionId');
      expect(fields.slice(-4).map(({ name }) => name)).toEqual(['Extra1', 'Extra2', 'Extra3', 'Meta']);
    }
  });
});
