import { textWidth } from '@xt/engine/render';
import type { Diagnostic } from '@xt/grammar';
import { piece } from '../frame/fit.ts';
import { linesAbove, linesBelow } from '../frame/layout.ts';
import type { Line, Tone } from '../frame/line.ts';
import { wrapText } from '../frame/wrap-text.ts';
import { keysOf } from '../keys/keys-of.ts';
import { queryErrors } from '../state/query-errors.ts';
import type { State } from '../state/state.ts';
import { promptWidth, type QueryBar } from './bar-state.ts';

/**
 * What is wrong with the text in the bar, for the lines under it: marks below the place, with the words beside them where they
 * have room, else under them, then what else is wrong. Where nothing is, what is wrong with the store; else none.
 */
export function problemLines(state: State, bar: QueryBar): readonly Line[] {
  const { error, unfinished } = bar;
  if (error === undefined) return inRoom(state, storeLines(state));
  const first = firstLines(state, error, bar);
  // Somebody who is typing is told of one thing, in one line.
  if (unfinished) return first;
  return inRoom(state, [
    ...first,
    ...queryErrors(state)
      .slice(1)
      .flatMap((other) => wrapped(state, wordsOf(other))),
  ]);
}

function firstLines({ size }: State, error: Diagnostic, { unfinished, cellOf }: QueryBar): readonly Line[] {
  const tone: Tone = unfinished ? 'muted' : 'error';
  const words = wordsOf(error);
  const { columns } = size;
  if (error.span === undefined) return lines(words, columns, tone);
  const from = promptWidth + cellOf(error.span.start);
  const to = promptWidth + cellOf(Math.max(error.span.end - 1, error.span.start)) + 1;
  const marks = '~'.repeat(Math.max(1, to - from));
  const wide = textWidth(words);
  const marked: Line = [piece(' '.repeat(from)), piece(marks, { tone, bold: true })];
  if (to + 1 + wide <= columns) return [[...marked, piece(` ${words}`, { tone })]];
  if (wide + 4 <= from)
    return [[piece(' '.repeat(from - wide - 1)), piece(`${words} `, { tone }), piece(marks, { tone, bold: true })]];
  if (unfinished) return [[piece(`   ${words}`, { tone })]];
  return [marked, ...lines(words, columns, tone)];
}

/** Why there is no answer, where nothing is wrong with the text. */
function storeLines(state: State): readonly Line[] {
  const failure = state.answers.runs?.failure;
  if (failure === undefined || failure.diagnostics.some(({ severity }) => severity === 'error')) return [];
  return wrapped(state, wordsOf(failure));
}

function wrapped({ size }: State, words: string): readonly Line[] {
  return lines(words, size.columns, 'error');
}

function lines(words: string, columns: number, tone: Tone): readonly Line[] {
  return wrapText(words, columns - 6).map((text) => [piece(`   ${text}`, { tone })]);
}

function wordsOf({ message, hint }: { readonly message: string; readonly hint?: string | undefined }): string {
  return hint === undefined ? message : `${message} · ${hint}`;
}

/** So many lines that the panes are still seen; a text that is typed is mended by them, so that more have room there. */
function inRoom({ size, query, bindings }: State, all: readonly Line[]): readonly Line[] {
  const room = size.rows - linesAbove - linesBelow;
  const most = query.editor === undefined ? Math.max(3, Math.floor(room / 3)) : room;
  if (all.length <= most) return all;
  const [key] = keysOf('notes', bindings);
  const rest = query.editor === undefined && key !== undefined ? `: ${key} shows all` : '';
  return [...all.slice(0, most - 1), [piece(`   … ${all.length - most + 1} more lines${rest}`, { tone: 'error' })]];
}
