import { textWidth } from '@xt/engine/render';
import { cell, piece } from '../frame/fit.ts';
import { linesAbove } from '../frame/layout.ts';
import type { Line } from '../frame/line.ts';
import type { Placed } from '../frame/put-over.ts';
import { runsText } from '../frame/runs-text.ts';
import type { State } from '../state/state.ts';
import { promptWidth, type QueryBar } from './bar-state.ts';
import { type CompletionList, openList } from './completion-list.ts';

/** What hangs under the query bar over the panes: the rest of what is wrong, and the list of what can stand at the cursor. */
export function popups(state: State, bar: QueryBar, problem: readonly Line[]): readonly Placed[] {
  const { size, query } = state;
  const list = query.editor === undefined ? undefined : openList(query.editor);
  // The first line of a problem has its own place under the bar.
  const rest = problem.slice(1);
  const below = linesAbove + rest.length;
  const room = size.rows - below - 1;
  return [
    ...(rest.length === 0 ? [] : [{ column: 0, row: linesAbove, lines: rest, width: size.columns }]),
    ...(list === undefined || room < 2 ? [] : [listBox(list, bar, size.columns, below, Math.min(room, mostItems))]),
  ];
}

const mostItems = 10;

function listBox(list: CompletionList, bar: QueryBar, columns: number, row: number, most: number): Placed {
  const { items, chosen, span } = list;
  const top = Math.max(0, Math.min(chosen - Math.floor(most / 2), items.length - most));
  const shown = items.slice(top, top + most);
  const runs = shown.map((item) => (item.runs === undefined ? '' : runsText(item.runs)));
  const kindWidth = Math.max(...shown.map(({ kind }) => kind.length));
  const runsWidth = Math.max(...runs.map((text) => text.length));
  const beside = 2 + kindWidth + (runsWidth === 0 ? 0 : 2 + runsWidth) + 2;
  const widest = Math.max(...shown.map(({ text }) => textWidth(text)));
  const textCells = Math.max(4, Math.min(widest, columns - beside - 2));
  const width = Math.min(1 + textCells + beside, columns);
  const side = piece('│', { selected: true, tone: 'muted' });
  const lines = shown.map((item, index): Line => {
    const isChosen = top + index === chosen;
    const style = isChosen ? ({ inverse: true } as const) : ({ selected: true } as const);
    return [
      side,
      cell(item.text, textCells, style),
      piece('  ', style),
      cell(item.kind, kindWidth, { ...style, tone: 'muted' }),
      ...(runsWidth === 0
        ? []
        : [piece('  ', style), cell(runs[index] ?? '', runsWidth, { ...style, tone: 'muted' }, true)]),
      piece(' ', style),
      side,
    ];
  });
  const more = items.length - shown.length;
  const last: readonly Line[] =
    more > 0 ? [[side, cell(`… ${more} more`, width - 2, { selected: true, tone: 'muted' }), side]] : [];
  const at = promptWidth + bar.cellOf(span.start) - 1;
  return { column: Math.max(0, Math.min(at, columns - width)), row, lines: [...lines, ...last], width };
}
