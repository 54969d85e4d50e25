import type { Rule } from './rule.ts';
import { CHOICE } from './sample.ts';

/** Images have alternative text. Checked while a file is read. */
export const imageAlt: Rule = {
  id: 'image-alt',
  summary: 'Images have alternative text.',
  why: 'Readers who cannot see an image need to know what it shows.',
  example: {
    bad: CHOICE.replace('Which file', '![](../../media/x.svg)\n\nWhich file'),
    good: CHOICE.replace('Which file', '![A pipeline of three stages](../../media/x.svg)\n\nWhich file'),
    files: { 'media/x.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    message: 'Unexpected image without alternative text, expected `![what the image shows](file)`',
  },
};
