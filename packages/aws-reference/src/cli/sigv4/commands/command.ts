import type { Command as AnyCommand } from '../../shared/program.ts';
import type { OptionName, Values } from '../arguments.ts';

/** A command of `notebank-sigv4`. */
export type Command = AnyCommand<OptionName, Values>;
