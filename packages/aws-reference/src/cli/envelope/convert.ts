import type { Terminal } from '../shared/surroundings.ts';
import type { Values } from './arguments.ts';
import { openInput } from './input.ts';
import { type OutputKind, openOutput } from './output.ts';
import { withProgress } from './progress.ts';

/** What becomes of the input. */
export type Conversion = (pieces: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/**
 * Sends the input through a conversion to the output, which is whole or does not become.
 *
 * @throws what the conversion throws; {@link Problem} for input and output.
 */
export async function convert(
  { values, files }: { readonly values: Values; readonly files: readonly string[] },
  conversion: Conversion,
  kind: OutputKind,
  terminal: Terminal,
): Promise<void> {
  const input = await openInput(files, terminal);
  try {
    const output = await openOutput(values, kind, terminal);
    try {
      const isShown = terminal.io.stderr.isTTY === true && values.quiet !== true && !output.isTerminal;
      const pieces = withProgress(input.pieces, { isShown, size: input.size }, terminal);
      for await (const piece of conversion(pieces)) await output.write(piece);
      await output.commit();
    } catch (error) {
      await output.discard();
      if (output.left > 0 && kind.isSecret) terminal.note(PART);
      throw error;
    }
  } finally {
    input.close();
  }
}

const PART = 'what came out is not the whole, and may not be meant: do not use it. With -o FILE nothing would be left';
