export {
  type BankDocument,
  BankDocumentSchema,
  type PublishedChoice,
  type PublishedCloze,
  type PublishedMatch,
  type PublishedNumeric,
  type PublishedOption,
  type PublishedOrder,
  type PublishedPair,
  type PublishedQuestion,
  PublishedQuestionSchema,
  type PublishedRecall,
  type PublishedStep,
  type RichText,
  RichTextSchema,
  SCHEMA_VERSION,
} from './document.ts';
export { type Exam, type ExamDomain, ExamSchema, type ExamTask } from './exam.ts';
export { type GlossaryFile, GlossaryFileSchema, type Term, TermSchema } from './glossary.ts';
export { type BankIdentity, BankIdentitySchema, type CountRules } from './identity.ts';
export {
  AreaIdSchema,
  DaySchema,
  ExamIdSchema,
  HttpsUrlSchema,
  MAX_ID_LENGTH,
  PartialDateSchema,
  QuestionIdSchema,
  TaskIdSchema,
  TopicIdSchema,
} from './ids.ts';
export { type LockLine, LockLineSchema } from './lock.ts';
export { type NoteFrontMatter, type NoteFrontMatterInput, NoteFrontMatterSchema } from './note.ts';
export {
  KINDS,
  type Kind,
  type QuestionFrontMatter,
  type QuestionFrontMatterInput,
  QuestionFrontMatterSchema,
  type Review,
  ReviewSchema,
} from './question.ts';
export { type Source, SourceSchema } from './source.ts';
export { type Area, type Topic, TopicSchema, type TopicsFile, TopicsFileSchema } from './topics.ts';
