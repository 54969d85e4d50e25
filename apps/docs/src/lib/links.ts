import type { BankIdentity, PublishedQuestion } from '@notebank/content-schema';
import type { Note, Question } from '@notebank/question-bank';
import { readPlace } from './place.ts';

/**
 * Base path of the site, beginning and ending with `/`. Not `import.meta.env.BASE_URL`: in server code a variable of that
 * name in the environment, which test runners set, takes its place.
 */
export const BASE = readPlace().base;

/** Address of a page below the base path: `href('notes/')`. */
export function href(path = ''): string {
  return BASE + path;
}

export const noteHref = (topic: string): string => href(`notes/${topic}/`);
export const questionHref = (id: string): string => href(`q/${id}/`);
export const topicQuestionsHref = (topic: string): string => href(`notes/${topic}/questions/`);
export const labHref = (lab: string): string => href(`labs/${lab}/`);
export const areaHref = (area: string): string => href(`areas/${area}/`);
export const examHref = (exam: string, domain?: string): string =>
  href(`exams/${exam}/${domain === undefined ? '' : `#domain-${domain}`}`);

/** Address at which the source of a note or question is edited. */
export function editUrl(identity: BankIdentity, file: Pick<Note, 'path'>): string {
  const folder = identity.contentPath === '' ? '' : `${identity.contentPath.replace(/\/$/, '')}/`;
  return `${identity.repository}/edit/${identity.branch}/${folder}${file.path}`;
}

/** Address that opens a report on a question, with its id and revision filled in. */
export function reportUrl(
  identity: BankIdentity,
  question: Pick<Question | PublishedQuestion, 'id' | 'revision'>,
): string {
  const url = new URL(identity.reports);
  url.searchParams.set('title', `Question ${question.id}: `);
  url.searchParams.set(
    'body',
    `Question: ${question.id}\nRevision: ${question.revision}\n\nWhat is wrong, and which source says so?\n`,
  );
  return url.href;
}
