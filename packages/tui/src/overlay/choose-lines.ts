import { bar } from '../editor/bar.ts';
import { cell, piece, safeWidth } from '../frame/fit.ts';
import type { Line, Piece, Size, Style } from '../frame/line.ts';
import { countText } from '../frame/runs-text.ts';
import type { ChooseOverlay, State } from '../state/state.ts';
import type { Choices, FoundItem } from './choices.ts';
import { picksSeveral } from './choose-key.ts';
import { selectPlace } from './columns-offered.ts';

const titles = { action: 'actions', columns: 'columns', metrics: 'metrics of the curves', view: 'views' } as const;

/** What the list is of, and how many of it match. */
export function chooseTitle({ what }: ChooseOverlay, items: Choices): string {
  return `${titles[what]} · ${countText(items.length)}`;
}

/** The search, what matches it around the cursor, and what the item under the cursor says. */
export function chooseLines(
  state: State,
  overlay: ChooseOverlay,
  items: Choices,
  { columns, rows }: Size,
): readonly Line[] {
  const { search, row } = overlay;
  const room = choiceRoom(rows);
  const top = firstChoice(row, items.length, room);
  const shown = Array.from({ length: Math.min(room, items.length - top) }, (_, index) => items.at(top + index)).flatMap(
    (item) => item ?? [],
  );
  const { line } = bar(search.text, { width: columns - 3, focus: search.cursor, cursor: search.cursor, plain: true });
  const labelCells = Math.max(...shown.map(({ label }) => Math.min(safeWidth(label), columns)), 8);
  const body = shown.map((item, index) => itemLine(item, overlay, top + index === row, columns, labelCells));
  const empty: readonly Line[] = shown.length > 0 ? [] : [[piece(` ${emptyText(state, overlay)}`, { tone: 'muted' })]];
  const filler = Array.from({ length: room - body.length - empty.length }, (): Line => []);
  return [
    [piece(' ❯ ', { tone: 'accent', bold: true }), ...line],
    ...body,
    ...empty,
    ...filler,
    lastLine(overlay, items.at(row)),
  ];
}

/** How many items are seen at once in so many lines. */
export function choiceRoom(rows: number): number {
  return Math.max(1, rows - 1);
}

/** The first item that is seen, with the cursor in the middle as far as the list goes on. */
export function firstChoice(row: number, length: number, room: number): number {
  return Math.max(0, Math.min(row - Math.floor(room / 2), length - room));
}

function itemLine(
  item: FoundItem,
  overlay: ChooseOverlay,
  isCursor: boolean,
  columns: number,
  labelCells: number,
): Line {
  const style: Style = isCursor ? { selected: true } : {};
  const mark = !picksSeveral(overlay) ? '' : overlay.picked.includes(item.key) ? '● ' : '  ';
  const fixed = 2 + mark.length;
  const sideCells = Math.max(8, columns - fixed - Math.min(labelCells, Math.floor(columns * 0.7)) - 3);
  const label = Math.max(4, columns - fixed - sideCells - 3);
  return [
    piece(isCursor ? '❯ ' : '  ', { ...style, tone: 'accent', bold: true }),
    ...(mark === '' ? [] : [piece(mark, { ...style, tone: 'accent' })]),
    ...markedLabel(item, label, style),
    piece('  ', style),
    ...sidePieces(item, overlay, sideCells, style),
    piece(' ', style),
  ];
}

const keyCells = 26;
const leastSays = 16;

/** What stands at the right; of an action its keys and, where there is room, what it writes. */
function sidePieces({ side, says }: FoundItem, { what }: ChooseOverlay, cells: number, style: Style): readonly Piece[] {
  const left = cells - keyCells - 1;
  if (what !== 'action' || says === undefined || left < leastSays)
    return [cell(side, cells, { ...style, tone: 'muted' })];
  return [
    cell(side, keyCells, { ...style, tone: 'muted' }),
    piece(' ', style),
    cell(says, left, { ...style, tone: 'keyword' }),
  ];
}

/** The label in exactly so many cells, with what the search found in it marked. */
function markedLabel({ label, match }: FoundItem, cells: number, style: Style): readonly Piece[] {
  const whole = cell(label, cells, style);
  // Offsets mean something only where the text is shown as it is.
  if (match.at.length === 0 || !whole.text.startsWith(label)) return [whole];
  const found = new Set(match.at);
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = 1; at <= label.length; at++) {
    if (at < label.length && found.has(at) === found.has(from)) continue;
    const text = label.slice(from, at);
    pieces.push({ text, style: found.has(from) ? { ...style, tone: 'accent', bold: true, underline: true } : style });
    from = at;
  }
  return [...pieces, { text: whole.text.slice(label.length), style }];
}

function emptyText({ answers, known, query }: State, { what, search }: ChooseOverlay): string {
  if (search.text !== '') return 'nothing matches';
  const slot = what === 'view' ? answers.views : what === 'metrics' ? answers.metrics : undefined;
  if (slot?.failure !== undefined) return slot.failure.message;
  if (what === 'view' && slot?.status === 'answered') return 'no view is saved yet';
  if (what === 'columns') {
    const place = selectPlace(query.text);
    if (place === undefined || known?.of === place) return 'this query has no columns to choose';
  }
  return 'loading';
}

function lastLine(overlay: ChooseOverlay, item: FoundItem | undefined): Line {
  const keys = picksSeveral(overlay) ? ' space picks  enter takes' : ' enter does it';
  const says = item?.says === undefined ? [] : [piece('   '), piece(item.says, { tone: 'keyword' })];
  const name = overlay.what === 'action' && item !== undefined ? [piece(`   ${item.key}`, { tone: 'accent' })] : [];
  return [piece(keys, { tone: 'muted' }), piece('  esc leaves', { tone: 'muted' }), ...name, ...says];
}
