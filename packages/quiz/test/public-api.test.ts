import { expect, it } from 'vitest';
import * as html from '../src/html.ts';
import * as root from '../src/index.ts';
import * as keyOnly from '../src/key-only.ts';
import * as samples from '../src/samples.ts';

it('has these names and no others', () => {
  expect({
    '.': Object.keys(root).sort(),
    './key-only': Object.keys(keyOnly).sort(),
    './html': Object.keys(html).sort(),
    './samples': Object.keys(samples).sort(),
  }).toMatchInlineSnapshot(`
    {
      ".": [
        "QuizError",
        "checkResponse",
        "grade",
        "gradeByKey",
        "matchCells",
        "optionIndexes",
        "parseNumber",
        "presentedCells",
        "presentedOptions",
        "presentedSteps",
        "questionKey",
        "questionSeed",
        "seedHash",
        "seededRandom",
        "shuffledIndexes",
        "stepIndexes",
      ],
      "./html": [
        "escapeHtml",
        "questionHtml",
        "quizHtml",
      ],
      "./key-only": [
        "gradeByKey",
        "optionIndexes",
        "parseNumber",
        "questionSeed",
        "shuffledIndexes",
        "stepIndexes",
      ],
      "./samples": [
        "choiceQuestion",
        "clozeQuestion",
        "everyKind",
        "historicQuestion",
        "inline",
        "matchQuestion",
        "multipleQuestion",
        "numericQuestion",
        "orderQuestion",
        "paragraph",
        "recallQuestion",
        "rich",
      ],
    }
  `);
});
