import type { APIRoute } from 'astro';
import { getBank } from '../lib/bank.ts';
import { href } from '../lib/links.ts';
import { llmsText } from '../lib/llms.ts';

export const GET: APIRoute = async ({ site }) => {
  const bank = await getBank();
  return new Response(llmsText(bank, (path) => new URL(href(path), site).href));
};
