import type { APIRoute } from 'astro';
import { getBank } from '../../lib/bank.ts';
import { type Download, downloadsOf } from '../../lib/downloads.ts';

export async function getStaticPaths() {
  return downloadsOf(await getBank()).files.map((file) => ({ params: { file: file.name }, props: { file } }));
}

export const GET: APIRoute<{ file: Download }> = ({ props }) => new Response(new Uint8Array(props.file.bytes));
