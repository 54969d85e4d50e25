/** What a page needs whose HTML carries the key: seeds, orders and grading, without the questions. */
export { type Grade, gradeByKey, type Part, type Verdict } from './grade-by-key.ts';
export type { QuestionKey } from './key.ts';
export { parseNumber } from './number.ts';
export type { Response } from './response.ts';
export { optionIndexes, questionSeed, type Shuffle, shuffledIndexes, stepIndexes } from './shuffle.ts';
