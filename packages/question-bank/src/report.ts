import { relative } from 'node:path';
import type { VFile } from 'vfile';
import type { VFileMessage } from 'vfile-message';
import { reporter } from 'vfile-reporter';

/** Formats of a report. */
export const FORMATS = ['human', 'json', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** Report for people, in the style of vfile-reporter, with notes, addresses and causes. */
export function formatHuman(files: readonly VFile[], options: { readonly color?: boolean } = {}): string {
  return reporter([...files], {
    quiet: true,
    verbose: true,
    ...(options.color === undefined ? {} : { color: options.color }),
  });
}

/** One problem as plain data. */
export interface JsonMessage {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  readonly found: string;
  readonly expected: string;
  readonly message: string;
  readonly mend?: string;
  readonly url?: string;
  readonly cause?: { readonly path: string; readonly line: number; readonly column: number; readonly message: string };
}

/** Problems as plain data, in the order of the report. */
export function toJsonMessages(files: readonly VFile[]): JsonMessage[] {
  return files.flatMap((file) => file.messages.map((message) => jsonMessage(file, message)));
}

function jsonMessage(file: VFile, message: VFileMessage): JsonMessage {
  const cause = message.cause instanceof Error ? (message.cause as VFileMessage) : undefined;
  return {
    path: file.path,
    line: message.line ?? 1,
    column: message.column ?? 1,
    severity: message.fatal ? 'error' : 'warning',
    rule: message.ruleId ?? '',
    found: message.actual ?? '',
    expected: message.expected?.join(', ') ?? '',
    message: message.reason,
    ...(message.note === undefined ? {} : { mend: message.note }),
    ...(message.url === undefined ? {} : { url: message.url }),
    ...(cause === undefined
      ? {}
      : { cause: { path: cause.file ?? '', line: cause.line ?? 1, column: cause.column ?? 1, message: cause.reason } }),
  };
}

/** Problems as workflow commands, which a code host shows beside the line. Paths are relative to the working folder. */
export function formatGithub(files: readonly VFile[], cwd: string): string {
  return toJsonMessages(files)
    .map(({ path, line, column, severity, rule, message, mend }) => {
      const text = mend === undefined ? message : `${message}\n${mend}`;
      const place = `file=${property(relative(cwd, path))},line=${line},col=${column},title=${property(rule)}`;
      return `::${severity} ${place}::${data(text)}`;
    })
    .join('\n');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Report in a format. Ends without a line break; empty when there is nothing to say, but for JSON. */
export function formatReport(
  files: readonly VFile[],
  format: Format,
  options: { readonly cwd: string; readonly color?: boolean },
): string {
  if (format === 'json') return JSON.stringify(toJsonMessages(files), undefined, 2);
  if (format === 'github') return formatGithub(files, options.cwd);
  return formatHuman(files, options);
}
