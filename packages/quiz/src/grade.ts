import type { PublishedQuestion } from '@notebank/content-schema';
import { type Grade, gradeByKey } from './grade-by-key.ts';
import { questionKey } from './key.ts';
import { checkResponse, type Response } from './response.ts';

/**
 * Grades a response. `cloze` and `recall` are graded by the reader; this only counts.
 *
 * @throws QuizError when the response does not fit the question.
 */
export function grade(question: PublishedQuestion, response: Response): Grade {
  const key = questionKey(question);
  checkResponse(key, response);
  return gradeByKey(key, response);
}
