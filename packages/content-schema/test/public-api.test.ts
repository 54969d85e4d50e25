import { expect, test } from 'vitest';
import * as entry from '../src/index.ts';

test('the public API', () => {
  expect(Object.keys(entry).sort()).toEqual([
    'AreaIdSchema',
    'BankDocumentSchema',
    'BankIdentitySchema',
    'DaySchema',
    'ExamIdSchema',
    'ExamSchema',
    'GlossaryFileSchema',
    'HttpsUrlSchema',
    'KINDS',
    'LockLineSchema',
    'MAX_ID_LENGTH',
    'NoteFrontMatterSchema',
    'PartialDateSchema',
    'PublishedQuestionSchema',
    'QuestionFrontMatterSchema',
    'QuestionIdSchema',
    'ReviewSchema',
    'RichTextSchema',
    'SCHEMA_VERSION',
    'SourceSchema',
    'TaskIdSchema',
    'TermSchema',
    'TopicIdSchema',
    'TopicSchema',
    'TopicsFileSchema',
  ]);
});
