import { chartFormats } from '@xt/charts/formats';
import { type FormatName, formatNamed, formatOfFile, formats } from '@xt/engine/formats';
import { usageProblem } from './problem.ts';

/** The format of a result: as asked, else by the file's extension, else a table on a terminal and tsv in a pipe. */
export function outputFormat(asked: string | undefined, file: string | undefined, isTerminal: boolean): FormatName {
  const named = asked === undefined ? undefined : formatNamed(asked);
  if (file !== undefined) {
    const format = named ?? formatOfFile(file);
    if (format !== undefined) return format.name;
    throw usageProblem(
      `the extension of \`${file}\` names no format`,
      `known: ${[...formats, ...chartFormats].flatMap(({ extensions }) => extensions).join(' ')}; \`--format\` says it too`,
    );
  }
  const format = named ?? formatNamed(isTerminal ? 'table' : 'tsv');
  if (format === undefined) throw usageProblem(`no format \`${asked}\``, `known: ${formatNames().join(', ')}`);
  if (isTerminal && format.binary) {
    throw usageProblem(`\`${format.name}\` is binary and would disturb the terminal`, '`-o FILE` writes it to a file');
  }
  return format.name;
}

/** The names of every format, in the order of the help. */
export function formatNames(): FormatName[] {
  return formats.map(({ name }) => name);
}
