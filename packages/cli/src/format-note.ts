import { chartFormatOfFile } from '@xt/charts/formats';
import { formatOfFile } from '@xt/engine/formats';

/** What is said where a file's ending names another format than the one that it is written in; undefined where none is, or the same. */
export function formatNote(file: string | undefined, written: string): string | undefined {
  if (file === undefined) return undefined;
  const named = (chartFormatOfFile(file) ?? formatOfFile(file))?.name;
  // A text may be anything; a specification is JSON.
  if (named === undefined || named === 'table' || named === written || (written === 'vega-lite' && named === 'json'))
    return undefined;
  return `\`${file}\` is written as \`${written}\`, as \`--format\` says; its ending names \`${named}\``;
}
