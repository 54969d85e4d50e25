import type { Place } from '../problem.ts';

/** A link or an image of a file. */
export interface FileLink {
  readonly url: string;
  readonly image: boolean;
  readonly place: Place;
}
