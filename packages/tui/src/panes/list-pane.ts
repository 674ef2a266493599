import type { Slot } from '../asks/ask.ts';
import { piece } from '../frame/fit.ts';
import type { Line, Size } from '../frame/line.ts';
import { wrapText } from '../frame/wrap-text.ts';
import { comparedSheet } from '../state/compared.ts';
import { comparedText } from '../state/compared-asks.ts';
import { chosenIds, failureText, sheetOf } from '../state/select.ts';
import type { ListPane, State } from '../state/state.ts';
import { linesOf } from './list.ts';

/** The visible part of a list, with the line of the cursor marked. */
export function listPane(state: State, pane: ListPane, size: Size): readonly Line[] {
  const lines = linesOf(state, pane, size.columns);
  if (lines.length === 0) {
    return wrapText(emptyText(state, pane), size.columns - 2).map((text) => [piece(` ${text}`, { tone: 'muted' })]);
  }
  const { top, row, search } = state.lists[pane];
  const focused = state.layout.focus === pane;
  const seen = Math.max(0, Math.min(size.rows, lines.length - top));
  return Array.from({ length: seen }, (_, index) => lines.at(top + index) ?? [])
    .map((line) => highlighted(line, search))
    .map((line, index) =>
      focused && top + index === row
        ? line.map((each) => ({ ...each, style: { ...each.style, selected: true } }))
        : line,
    );
}

/** The line with every place of the searched text marked. */
function highlighted(line: Line, search: string): Line {
  const wanted = search.toLowerCase();
  const text = line.map((each) => each.text.toLowerCase()).join('');
  // Where small letters are longer than great ones, places are not comparable.
  if (wanted === '' || text.length !== line.reduce((length, each) => length + each.text.length, 0)) return line;
  const marked = new Set<number>();
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    for (let index = at; index < at + wanted.length; index++) marked.add(index);
  }
  if (marked.size === 0) return line;
  let start = 0;
  return line.flatMap((each) => {
    const from = start;
    start += each.text.length;
    return partsOf(each.text, (index) => marked.has(from + index)).map(({ part, holds }) => ({
      text: part,
      style: holds ? { ...each.style, tone: 'match' as const, bold: true } : (each.style ?? {}),
    }));
  });
}

/** The text in parts whose characters all hold, or all do not. */
function partsOf(text: string, holds: (index: number) => boolean) {
  const parts: { readonly part: string; readonly holds: boolean }[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && holds(at) === holds(from)) continue;
    parts.push({ part: text.slice(from, at), holds: holds(from) });
    from = at;
  }
  return parts;
}

const needs: Readonly<Record<ListPane, string>> = {
  details: ' details are of a run: this row is none',
  compare: ' mark two runs or more with space, or take one as the baseline with b',
  lineage: ' lineage is of a run: this row is none',
  artifacts: ' this run made and used no artifacts',
};

function emptyText(state: State, pane: ListPane): string {
  const slot: Slot = pane;
  const answered = state.answers[slot];
  if (answered?.failure !== undefined) return ` ${failureText(answered.failure)}`;
  const same = pane === 'compare' ? sameText(state) : undefined;
  if (same !== undefined) return same;
  const isWaiting = sheetOf(state, 'runs') === undefined && state.answers.runs?.failure === undefined;
  if (answered?.status === 'asked' || isWaiting) return ' loading';
  if (pane === 'artifacts' && state.runs.marked.length > 0) return ' the marked runs made and used no artifacts';
  const isBaseline = state.runs.baseline !== undefined && chosenIds(state).length === 1;
  if (pane === 'compare' && isBaseline)
    return ' this run is the baseline: another one under the cursor is compared with it';
  return needs[pane];
}

/** That what is compared differs in nothing, and what it was compared in; nothing where that is not known. */
function sameText(state: State): string | undefined {
  const sheet = comparedText(state) === undefined ? undefined : comparedSheet(state);
  if (sheet === undefined || sheet.length > 0) return undefined;
  const notes = sheet.notes.map(({ message, hint }) => (hint === undefined ? message : `${message} · ${hint}`));
  return ` no differences${notes.length === 0 ? '' : `: ${notes.join(' · ')}`}`;
}
