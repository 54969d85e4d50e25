import { describe, expect, it } from 'vitest';
import { LABS, labCards, labsInside, notesWithLab } from '../src/lib/labs.ts';
import { noteTwin } from '../src/lib/twin.ts';
import { testBank } from './support/bank.ts';

async function noteOf(body: string) {
  const bank = await testBank([{ id: 'a-one', area: 'a', note: `## In short\n\nText.\n\n${body}` }]);
  const note = bank.notes.get('a-one');
  if (note === undefined) throw new Error('expected the note of the test');
  return { bank, note };
}

describe('labs of a note', () => {
  it('stand in the order of the note, each with ids of its own', async () => {
    const { bank, note } = await noteOf('::lab{id=sigv4}\n\nMore.\n\n::lab{id=sigv4}');
    expect(labsInside(note).map(({ id }) => id)).toEqual(['sigv4', 'sigv4']);
    expect(labCards(note).map((html) => /data-prefix="([^"]+)"/.exec(html)?.[1])).toEqual(['lab-1', 'lab-2']);
    expect(notesWithLab(bank, 'sigv4')).toEqual([note]);
  });

  it('fail the build with place, found, expected and mend when there is no such lab', async () => {
    const { note } = await noteOf('');
    const wrong = { ...note, labs: [{ id: 'sigv5', line: 21 }] };
    expect(() => labCards(wrong)).toThrow(
      'notes/a/a-one.md:21: ::lab asks for "sigv5", expected the id of a lab (sigv4, envelope): mend the id or take the line out',
    );
  });

  it('are a link in the Markdown of the note', async () => {
    const { bank, note } = await noteOf('::lab{id=sigv4}\n\nMore.');
    const text = noteTwin(bank, note, (path) => `https://x.example/${path}`);
    expect(text).toContain('- Lab: [Sign a request, byte by byte](https://x.example/labs/sigv4/)\n\nMore.');
  });

  it('have short forms that weigh little', () => {
    for (const lab of LABS.values()) expect(lab.card('x').length).toBeLessThan(3000);
  });
});
