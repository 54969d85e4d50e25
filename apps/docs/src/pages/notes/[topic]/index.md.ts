import type { Note } from '@notebank/question-bank';
import type { APIRoute } from 'astro';
import { getBank } from '../../../lib/bank.ts';
import { href } from '../../../lib/links.ts';
import { noteTwin } from '../../../lib/twin.ts';

export async function getStaticPaths() {
  const { notes } = await getBank();
  return [...notes.values()].map((note) => ({ params: { topic: note.id }, props: { note } }));
}

export const GET: APIRoute<{ note: Note }> = async ({ props, site }) => {
  const text = noteTwin(await getBank(), props.note, (path) => new URL(href(path), site).href);
  return new Response(text, { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
};
