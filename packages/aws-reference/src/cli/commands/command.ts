import type { Arguments } from '../arguments.ts';
import type { CommandHelp } from '../help.ts';
import type { Terminal } from '../surroundings.ts';

/** A command: what its help says, and what it does. */
export interface Command extends CommandHelp {
  /** @returns the exit code. */
  run(args: Arguments, terminal: Terminal): Promise<number>;
}
