import { envelopeLabCompactHtml, envelopeLabHtml } from '@notebank/elements/envelope-lab';
import { sigv4LabCompactHtml, sigv4LabHtml } from '@notebank/elements/sigv4-lab';
import type { Bank, Note } from '@notebank/question-bank';
import { labHref } from './links.ts';
import { SlotError } from './quizzes.ts';

/** A lab of the site: something to try, that shows what it computes also without JavaScript. */
export interface Lab {
  readonly id: string;
  readonly title: string;
  /** What a reader can do there, in a sentence or two. */
  readonly summary: string;
  /** Other words that it is searched by. */
  readonly aliases: string;
  /** What its page says to readers without JavaScript. */
  readonly withoutScript: string;
  /** HTML of the whole lab, for its own page. */
  page(): string;
  /** HTML of its short form, for a note. `prefix` begins every id. */
  card(prefix: string): string;
}

/** Every lab by its id, as `::lab{id=…}` names it. */
export const LABS: ReadonlyMap<string, Lab> = new Map(
  [
    {
      id: 'sigv4',
      title: 'Sign a request, byte by byte',
      summary:
        'Edit a request and watch every step of Signature Version 4 follow: canonical request, string to sign, signing key, signature. Or repair a signature that a service refuses.',
      aliases: 'SigV4 lab, Signature Version 4, canonical request, presigned URL, SignatureDoesNotMatch',
      withoutScript: 'Without JavaScript this page shows one worked example. With it, the request can be edited.',
      page: () => sigv4LabHtml({ className: 'not-content' }),
      card: (prefix: string) =>
        sigv4LabCompactHtml({ id: prefix, page: labHref('sigv4'), headingLevel: 3, className: 'not-content' }),
    },
    {
      id: 'envelope',
      title: 'Build an encrypted message and take it apart',
      summary:
        'Encrypt a text as the AWS Encryption SDK does: every byte with its field, the way of the data key through KMS step by step, what fails with a wrong context, key state or policy, and what caching saves.',
      aliases:
        'envelope lab, envelope encryption, data key, GenerateDataKey, encryption context, key commitment, data key caching, message format, InvalidCiphertextException',
      withoutScript:
        'Without JavaScript this page shows one message with all its bytes and steps. With it, the message can be edited, damaged and read.',
      page: () => envelopeLabHtml({ className: 'not-content' }),
      card: (prefix: string) =>
        envelopeLabCompactHtml({ id: prefix, page: labHref('envelope'), headingLevel: 3, className: 'not-content' }),
    },
  ].map((lab) => [lab.id, lab]),
);

/**
 * The labs of a note, in its order.
 *
 * @throws {@link SlotError} when a note asks for a lab that there is not.
 */
export function labsInside(note: Note): Lab[] {
  return note.labs.map(({ id, line }) => {
    const lab = LABS.get(id);
    if (lab !== undefined) return lab;
    const known = [...LABS.keys()].join(', ');
    throw new SlotError(
      `${note.path}:${line}: ::lab asks for "${id}", expected the id of a lab (${known}): mend the id or take the line out`,
    );
  });
}

/** HTML of the labs inside a note. */
export function labCards(note: Note): string[] {
  return labsInside(note).map((lab, at) => `<div class="lab" data-pagefind-ignore>${lab.card(`lab-${at + 1}`)}</div>`);
}

/** Notes that hold a lab, in the order of the bank. */
export function notesWithLab(bank: Bank, id: string): Note[] {
  return [...bank.notes.values()].filter((note) => note.labs.some((lab) => lab.id === id));
}
