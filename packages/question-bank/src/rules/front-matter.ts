import type { Rule } from './rule.ts';
import { CHOICE } from './sample.ts';

/** Front matter parses and fits its schema. Checked while a file is read. */
export const frontMatter: Rule = {
  id: 'front-matter',
  summary: 'Front matter parses and fits its schema.',
  why: 'Every key has a type and a meaning, listed in the reference of front matter. An unknown key is an error, because a misspelt one would be ignored without a word.',
  example: {
    front: 'dificulty: 2',
    goodFront: 'difficulty: 2',
    bad: CHOICE,
    good: CHOICE,
    message: 'Unexpected key `dificulty`, expected only keys of the schema',
  },
};
