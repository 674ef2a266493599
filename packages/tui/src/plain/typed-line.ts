import { safeText, textWidth } from '@xt/engine/render';
import type { State } from '../state/state.ts';

/** The line that is being typed, as it stands last on the terminal; undefined where none is. */
export function typedLine({ query, overlay }: State): string | undefined {
  if (overlay?.kind === 'choose') return safeText(`search> ${overlay.search.text}`);
  if (overlay?.kind === 'prompt') return safeText(`> ${overlay.text}`);
  if (overlay !== undefined || query.editor === undefined) return undefined;
  return safeText(`query> ${query.editor.text.replaceAll(/\r?\n/g, ' ↵ ')}`);
}

// A word or two are rubbed out; a backspace does not go up to the line before.
const mostErased = 20;
const narrowest = 80;

/** What the terminal is sent for lines that are said and a line that is typed: only ever more, and backspaces at its end. */
export function appended(before: string | undefined, lines: readonly string[], now: string | undefined): string {
  const end = before === undefined ? '' : '\r\n';
  if (lines.length > 0) return `${end}${lines.join('\r\n')}\r\n${now ?? ''}`;
  if (before === now) return '';
  if (now === undefined) return end;
  if (before === undefined || now.startsWith(before)) return now.slice(before?.length ?? 0);
  const gone = before.startsWith(now) ? textWidth(before) - textWidth(now) : undefined;
  if (gone !== undefined && gone <= mostErased && textWidth(before) < narrowest) return '\b \b'.repeat(gone);
  return `${end}${now}`;
}
