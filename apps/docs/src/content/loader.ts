import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bank, Note } from '@notebank/question-bank';
import type { Loader, LoaderContext } from 'astro/loaders';
import { getBank, outdateBank } from '../lib/bank.ts';

/**
 * Loads the notes of the bank as `notes/<topic>`.
 *
 * Unlike Astro's `glob` it fails when a note does not render: `glob` logs the error, writes an empty page and exits 0.
 * Only title and description are stored; everything else is read from the bank when a page is rendered.
 */
export function bankNotes(options: { readonly digest: string }): Loader {
  return {
    name: 'notebank-notes',
    async load(context) {
      const { root } = await storeNotes(context, options.digest);
      const folder = join(root, 'notes');
      context.watcher?.add(folder);
      context.watcher?.on('all', async (_event, path) => {
        if (!path.startsWith(folder)) return;
        outdateBank();
        try {
          await storeNotes(context, options.digest);
        } catch (error) {
          // The server lives on with the note as it was; the message says what to mend.
          context.logger.error(error instanceof Error ? error.message : String(error));
        }
      });
    },
  };
}

/** Renders what changed since it was stored, and forgets what is gone. */
async function storeNotes(context: LoaderContext, digest: string): Promise<Bank> {
  const bank = await getBank();
  const stale = new Set(context.store.keys());
  const failures: string[] = [];
  for (const note of bank.notes.values()) {
    stale.delete(`notes/${note.id}`);
    try {
      await storeNote(context, note, { root: bank.root, digest });
    } catch (error) {
      failures.push(`${note.path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (const id of stale) context.store.delete(id);
  if (failures.length > 0) throw new Error(`These notes could not be rendered:\n${failures.join('\n')}`);
  return bank;
}

async function storeNote(context: LoaderContext, note: Note, options: { root: string; digest: string }): Promise<void> {
  const id = `notes/${note.id}`;
  const { title, summary } = note.data;
  const digest = String(context.generateDigest(`${options.digest}\n${title}\n${summary}\n${note.body}`));
  if (context.store.get(id)?.digest === digest) return;

  const filePath = join(options.root, note.path);
  const data = await context.parseData({ id, data: { title, description: summary, topic: note.id }, filePath });
  const rendered = await context.renderMarkdown(note.body, { fileURL: pathToFileURL(filePath) });
  context.store.set({ id, data, digest, rendered, filePath: note.path });
}

/**
 * Runs two loaders on one collection. Each sees only its own entries, because a loader deletes what it did not find.
 *
 * @param prefix - Ids that begin with it belong to `inside`, all others to `outside`.
 */
export function splitByPrefix(prefix: string, inside: Loader, outside: Loader): Loader {
  const only = (context: LoaderContext, mine: (id: string) => boolean): LoaderContext => ({
    ...context,
    store: { ...context.store, keys: () => context.store.keys().filter(mine) },
  });
  return {
    name: `${inside.name}+${outside.name}`,
    async load(context) {
      await inside.load(only(context, (id) => id.startsWith(prefix)));
      await outside.load(only(context, (id) => !id.startsWith(prefix)));
    },
  };
}
