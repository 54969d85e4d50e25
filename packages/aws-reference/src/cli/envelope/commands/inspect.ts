import { MAX_BUFFERED_BYTES } from '../../../envelope/limits.ts';
import { choice } from '../../shared/arguments.ts';
import { REFUSED } from '../../shared/problem.ts';
import { count } from '../arguments.ts';
import { fromAnyText } from '../base64-text.ts';
import { describeMessage, messageJson } from '../describe-message.ts';
import { openInput } from '../input.ts';
import { inspectStream } from '../inspect-stream.ts';
import { standardOutput } from '../output.ts';
import { pieceReader } from '../piece-reader.ts';
import { withProgress } from '../progress.ts';
import type { Command } from './command.ts';

export const inspect: Command = {
  summary: 'Shows what a message tells without any key.',
  options: ['format', 'max-buffered-bytes', 'quiet', 'help'],
  texts: { 'max-buffered-bytes': 'refuse a header that is larger; default 67108864' },
  details: `Every field of header and footer with its first byte and its length; frames are counted, not held. Takes bytes or Base64,
and says which it was. Exit code 1: it is no whole message; what could be read is shown.`,
  example: 'notebank-envelope inspect letter.enc',
  async run({ values, files }, terminal) {
    const format = choice('format', values.format ?? 'text', ['text', 'json']);
    const limit = count(values, 'max-buffered-bytes') ?? MAX_BUFFERED_BYTES;
    const input = await openInput(files, terminal);
    try {
      const { io } = terminal;
      const isShown = io.stderr.isTTY === true && values.quiet !== true;
      let isBase64 = false;
      const pieces = fromAnyText(withProgress(input.pieces, { isShown, size: input.size }, terminal), () => {
        isBase64 = true;
      });
      const found = await inspectStream(pieceReader(pieces), limit);
      const text = format === 'json' ? messageJson(found, isBase64) : describeMessage(found, isBase64);
      await standardOutput(terminal).write(new TextEncoder().encode(text));
      if (found.problem === undefined) return 0;
      terminal.note(found.problem.message);
      return REFUSED;
    } finally {
      input.close();
    }
  },
};
