export { QuizError, type QuizErrorCode } from './errors.ts';
export { grade } from './grade.ts';
export { type Grade, gradeByKey, type Part, type Verdict } from './grade-by-key.ts';
export {
  type ChoiceKey,
  type ClozeKey,
  type MatchCell,
  type MatchKey,
  matchCells,
  type NumericKey,
  type OrderKey,
  type QuestionKey,
  questionKey,
  type RecallKey,
} from './key.ts';
export { parseNumber } from './number.ts';
export { presentedCells, presentedOptions, presentedSteps } from './present.ts';
export { seededRandom, seedHash } from './random.ts';
export { checkResponse, type Response } from './response.ts';
export {
  optionIndexes,
  questionSeed,
  type Shuffle,
  shuffledIndexes,
  stepIndexes,
} from './shuffle.ts';
