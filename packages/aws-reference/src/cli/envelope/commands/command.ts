import type { Command as AnyCommand } from '../../shared/program.ts';
import type { OptionName, Values } from '../arguments.ts';

/** A command of `notebank-envelope`. */
export type Command = AnyCommand<OptionName, Values>;
