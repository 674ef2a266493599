import { textWidth } from '@xt/engine/render';
import { piece } from '../frame/fit.ts';
import type { Line, Tone } from '../frame/line.ts';
import { wrapText } from '../frame/wrap-text.ts';
import type { State } from '../state/state.ts';
import { promptWidth, type QueryBar } from './bar-state.ts';

/**
 * What is wrong with the text in the bar, for the lines under it: marks below the place, with the words beside them where they
 * have room, else under them. None where nothing is wrong.
 */
export function problemLines(state: State, { error, unfinished, cellOf }: QueryBar): readonly Line[] {
  if (error === undefined) return [];
  const tone: Tone = unfinished ? 'muted' : 'error';
  const words = `${error.message}${error.hint === undefined ? '' : ` · ${error.hint}`}`;
  const { columns } = state.size;
  if (error.span === undefined) return wrapText(words, columns - 6).map((text) => [piece(`   ${text}`, { tone })]);
  const from = promptWidth + cellOf(error.span.start);
  const to = promptWidth + cellOf(Math.max(error.span.end - 1, error.span.start)) + 1;
  const marks = '~'.repeat(Math.max(1, to - from));
  const wide = textWidth(words);
  const marked: Line = [piece(' '.repeat(from)), piece(marks, { tone, bold: true })];
  if (to + 1 + wide <= columns) return [[...marked, piece(` ${words}`, { tone })]];
  if (wide + 4 <= from)
    return [[piece(' '.repeat(from - wide - 1)), piece(`${words} `, { tone }), piece(marks, { tone, bold: true })]];
  // Somebody who is typing is told in one line.
  if (unfinished) return [[piece(`   ${words}`, { tone })]];
  return [marked, ...wrapText(words, columns - 8).map((text): Line => [piece(`   ${text}`, { tone })])];
}
