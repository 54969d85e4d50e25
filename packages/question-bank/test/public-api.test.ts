import { expect, test } from 'vitest';
import * as exporting from '../src/export/index.ts';
import * as bank from '../src/index.ts';
import * as markdown from '../src/markdown/index.ts';
import * as rules from '../src/rules/index.ts';

// What stands here is promised: a name that goes or changes asks for a major version.
test('exposes the public API and nothing else', () => {
  expect(Object.keys(bank).sort()).toEqual([
    'BankError',
    'FORMATS',
    'bankLinks',
    'deckQuestions',
    'diskFiles',
    'formatReport',
    'isInDecks',
    'isReviewed',
    'loadBank',
    'memoryFiles',
    'practiceQuestions',
    'publishBank',
    'publishQuestion',
    'readBank',
    'siteAddress',
    'toJsonMessages',
  ]);
  expect(Object.keys(markdown)).toEqual(['remarkNotebank']);
  expect(Object.keys(rules)).toEqual(['rules']);
  expect(Object.keys(exporting).sort()).toEqual([
    'COLUMNS',
    'ExportError',
    'NOTETYPES',
    'NOTETYPE_STYLE',
    'ankiIdentity',
    'ankiNotes',
    'answerHash',
    'cardHtml',
    'defaultReleaseTime',
    'exportFiles',
    'folderMedia',
    'formatExportProblem',
    'formatLock',
    'fromCsv',
    'fromJson',
    'guidFor',
    'noMedia',
    'nodeDriver',
    'noteHash',
    'noteMods',
    'packNotes',
    'portablePacker',
    'readLock',
    'renderCard',
    'renderNotes',
    'retiredText',
    'toAnkiText',
    'toApkg',
    'toCsv',
    'toJson',
    'updateLock',
  ]);
});
