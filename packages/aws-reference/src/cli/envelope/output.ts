import { Problem } from '../shared/problem.ts';
import type { Terminal } from '../shared/surroundings.ts';
import type { Values } from './arguments.ts';
import { fileOutput } from './file-output.ts';
import { type Output, writeTo } from './write.ts';

/** What is written. */
export interface OutputKind {
  /** May be read by its owner only. */
  readonly isSecret: boolean;
  /** Whether a terminal can show it: always, never, or as long as it is text. */
  readonly onTerminal: 'yes' | 'no' | 'text';
}

/**
 * Opens the output of the arguments.
 *
 * @throws {@link Problem}
 */
export async function openOutput(
  { output, force }: Pick<Values, 'output' | 'force'>,
  { isSecret, onTerminal }: OutputKind,
  terminal: Terminal,
): Promise<Output> {
  if (output !== undefined && output !== '-') {
    return await fileOutput(output, { isSecret, replace: force === true }, terminal);
  }
  const isTerminal = terminal.io.stdout.isTTY === true;
  const isForced = output === '-';
  if (isTerminal && !isForced && onTerminal === 'no') {
    const mend = 'Give -o FILE or --base64, or -o - to print it all the same.';
    throw new Problem('standard output', 'a terminal, which shows no binary', 'a file or a pipe', mend);
  }
  return standardOutput(terminal, isTerminal && !isForced && onTerminal === 'text' ? textOnly() : undefined);
}

/** @param check - Throws for a piece that is not to be written. */
export function standardOutput({ io: { stdout } }: Terminal, check?: (piece: Uint8Array) => void): Output {
  // The callback of the write tells the same; without it an `error` would end the process.
  stdout.on('error', () => {});
  let left = 0;
  return {
    get left() {
      return left;
    },
    isTerminal: stdout.isTTY === true,
    async write(piece) {
      check?.(piece);
      await writeTo(stdout, piece, 'standard output');
      left += piece.length;
    },
    async commit() {},
    async discard() {},
  };
}

/** Refuses bytes that would command a terminal instead of being shown. */
function textOnly(): (piece: Uint8Array) => void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (piece) => {
    if (isShown(decoder, piece)) return;
    const mend = 'Give -o FILE, or -o - to print it all the same.';
    throw new Problem('standard output', 'a terminal, which shows no binary', 'text, or a file or a pipe', mend);
  };
}

function isShown(decoder: TextDecoder, piece: Uint8Array): boolean {
  try {
    return !/[^\P{Cc}\t\r\n]/u.test(decoder.decode(piece, { stream: true }));
  } catch {
    return false;
  }
}
