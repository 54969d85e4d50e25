import { posix } from 'node:path';
import type { FileLink, Rule, RuleContext } from './rule.ts';

const NOTE = (link: string) => `## In short\n\nBuilds need roles: see [the other note](${link}).\n`;
const OTHER = `---
title: Another topic
summary: What another topic is about, in one sentence.
tasks: [dva-c02/3.4]
sources: [{title: A page, url: 'https://docs.aws.amazon.com/', checked: 2026-01-01}]
reviewed: 2026-01-01
---

## Roles of builds

Text.
`;

/** Links and images lead somewhere. */
export const linkResolves: Rule = {
  id: 'link-resolves',
  summary: 'Links and images lead to a file that exists, and anchors to a heading of it.',
  why: 'Notes link each other by relative paths, so that they work on a code host. The site and the exports rewrite them, and a broken one would only show there.',
  example: {
    kind: 'note',
    bad: NOTE('./other-topic.md#no-such-heading'),
    good: NOTE('./other-topic.md#roles-of-builds'),
    files: { 'notes/example-area/other-topic.md': OTHER },
    message: 'Unexpected link to `#no-such-heading`, expected a heading of `notes/example-area/other-topic.md`',
  },
  check(context) {
    for (const [path, links] of context.links) {
      for (const link of links) checkLink(context, path, link);
    }
  },
};

function checkLink({ bank, exists, report }: RuleContext, path: string, { url, image, place }: FileLink): void {
  const problem = (found: string, expected: string, mend: string) =>
    report({ path, at: { place }, found, expected, mend });
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) {
    if (/^https:\/\//i.test(url) || (!image && /^mailto:/i.test(url))) {
      if (image)
        problem(
          `image \`${url}\` from another site`,
          'an image under `media/`',
          'Commit the image: pages and decks load nothing from elsewhere.',
        );
      return;
    }
    problem(
      `address \`${url}\``,
      'an https address or a relative path',
      'Link a page by https, a note by its relative path.',
    );
    return;
  }
  if (url.startsWith('/')) {
    problem(
      `path \`${url}\` from the root`,
      'a path relative to the file',
      'Write `./` or `../`, so that the link works on a code host.',
    );
    return;
  }
  const [file = '', anchor] = url.split('#', 2);
  const target = file === '' ? path : posix.join(posix.dirname(path), decodeURI(file));
  const inside = !target.startsWith('..');
  if (!inside || !exists(target) || (image && !target.startsWith('media/'))) {
    problem(
      `${image ? 'image' : 'link to'} \`${target}\``,
      image ? 'a file under `media/`' : 'a note, a question or a file of the bank that exists',
      'Correct the path, or leave the link out while there is no note.',
    );
    return;
  }
  const note = [...bank.notes.values()].find((candidate) => candidate.path === target);
  if (
    anchor &&
    note &&
    !note.headings.some(({ slug }) => slug === anchor) &&
    !note.changes.some(({ slug }) => slug === anchor)
  ) {
    problem(
      `link to \`#${anchor}\``,
      `a heading of \`${target}\``,
      `Its anchors: ${note.headings.map(({ slug }) => `#${slug}`).join(', ')}.`,
    );
  }
}
