import { allOfTheAbove } from './all-of-the-above.ts';
import { bankFiles } from './bank-files.ts';
import { checkbox } from './checkbox.ts';
import { clozeBraces } from './cloze-braces.ts';
import { cueing } from './cueing.ts';
import { datedSources } from './dated-sources.ts';
import { directiveAttributes } from './directive-attributes.ts';
import { emptyNote } from './empty-note.ts';
import { explanation } from './explanation.ts';
import { frontMatter } from './front-matter.ts';
import { headingUnderline } from './heading-underline.ts';
import { imageAlt } from './image-alt.ts';
import { knownHeadings } from './known-headings.ts';
import { leftoverDirective } from './leftover-directive.ts';
import { linkResolves } from './link-resolves.ts';
import { lockAgrees } from './lock-agrees.ts';
import { matchTable } from './match-table.ts';
import { nearDuplicate } from './near-duplicate.ts';
import { noHtml } from './no-html.ts';
import { noPositionReferences } from './no-position-references.ts';
import { noReferences } from './no-references.ts';
import { numericComputed } from './numeric-computed.ts';
import { numericSlots } from './numeric-slots.ts';
import { oneH1 } from './one-h1.ts';
import { oneKey } from './one-key.ts';
import { optionCount } from './option-count.ts';
import { optionsList } from './options-list.ts';
import { orderList } from './order-list.ts';
import { quizResolves } from './quiz-resolves.ts';
import { rationale } from './rationale.ts';
import { readableFile } from './readable-file.ts';
import { recallAnswer } from './recall-answer.ts';
import type { Rule } from './rule.ts';
import { stem } from './stem.ts';
import { strayFile } from './stray-file.ts';
import { tablePipe } from './table-pipe.ts';
import { taskExists } from './task-exists.ts';
import { topicExists } from './topic-exists.ts';
import { uniqueId } from './unique-id.ts';

export type { At, FileLink, Finding, Rule, RuleContext, RuleExample } from './rule.ts';

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  allOfTheAbove,
  bankFiles,
  checkbox,
  clozeBraces,
  cueing,
  datedSources,
  directiveAttributes,
  emptyNote,
  explanation,
  frontMatter,
  headingUnderline,
  imageAlt,
  knownHeadings,
  leftoverDirective,
  linkResolves,
  lockAgrees,
  matchTable,
  nearDuplicate,
  noHtml,
  noPositionReferences,
  noReferences,
  numericComputed,
  numericSlots,
  oneH1,
  oneKey,
  optionCount,
  optionsList,
  orderList,
  quizResolves,
  rationale,
  readableFile,
  recallAnswer,
  stem,
  strayFile,
  tablePipe,
  taskExists,
  topicExists,
  uniqueId,
];
