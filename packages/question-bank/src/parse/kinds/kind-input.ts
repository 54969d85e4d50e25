import type { QuestionFrontMatter } from '@notebank/content-schema';
import type { Place, Problem } from '../../problem.ts';
import type { Sections } from '../sections.ts';

/** What a reader of a kind gets. */
export interface KindInput {
  /** The body, which offsets of the tree point into; its lines are those of the file. */
  readonly source: string;
  readonly sections: Sections;
  readonly data: QuestionFrontMatter;
  readonly report: (problem: Problem) => void;
  /** Where the body begins, for what is missing. */
  readonly bodyPlace: Place;
}
