import { safeText, textWidth } from '@xt/engine/render';
import type { State } from '../state/state.ts';

/** The line that is being typed, as it stands last on the terminal; undefined where none is. */
export function typedLine({ query, overlay }: State): string | undefined {
  if (overlay?.kind === 'choose') return safeText(`search> ${overlay.search.text}`);
  if (overlay?.kind === 'prompt') return safeText(`> ${overlay.text}`);
  if (overlay !== undefined || query.editor === undefined) return undefined;
  return safeText(`query> ${query.editor.text.replaceAll(/\r?\n/g, ' ↵ ')}`);
}

// A word or two are rubbed out.
const mostErased = 20;

/**
 * What a terminal of so many columns is sent for lines that are said and a line that is typed: only ever more, and backspaces at its
 * end. They do not lead from one line of a terminal to the one above: then it is written again.
 */
export function appended(
  before: string | undefined,
  lines: readonly string[],
  now: string | undefined,
  columns: number,
): string {
  const end = before === undefined ? '' : '\r\n';
  if (lines.length > 0) return `${end}${lines.join('\r\n')}\r\n${now ?? ''}`;
  if (before === now) return '';
  if (now === undefined) return end;
  if (before === undefined || now.startsWith(before)) return now.slice(before?.length ?? 0);
  const gone = before.startsWith(now) ? textWidth(before) - textWidth(now) : undefined;
  if (gone !== undefined && gone <= mostErased && gone <= erasable(before, columns)) return '\b \b'.repeat(gone);
  return `${end}${now}`;
}

/** How many cells of a text are in the last line that it takes; none where its end fills that, since terminals differ there. */
function erasable(text: string, columns: number): number {
  let column = 0;
  for (const letter of text) {
    const width = textWidth(letter);
    column = column + width > columns ? width : column + width;
  }
  return column === columns ? 0 : column;
}
