import { defineRouteMiddleware } from '@astrojs/starlight/route-data';
import { getBank } from './lib/bank.ts';
import { editUrl } from './lib/links.ts';
import { hasEndQuiz } from './lib/quizzes.ts';

/** Fills in what a note's page shows besides its text. The sidebar is drawn from the bank: see `Sidebar.astro`. */
export const onRequest = defineRouteMiddleware(async (context) => {
  const route = context.locals.starlightRoute;
  const bank = await getBank();
  const note = bank.notes.get(route.entry.data.topic ?? '');
  if (note === undefined) return;
  route.editUrl = new URL(editUrl(bank.identity, note));
  if (route.toc === undefined) return;
  const entry = (slug: string, text: string) => ({ depth: 2, slug, text, children: [] });
  if (hasEndQuiz(bank, note)) route.toc.items.push(entry('check-yourself', 'Check yourself'));
  route.toc.items.push(entry('sources', 'Sources'));
});
