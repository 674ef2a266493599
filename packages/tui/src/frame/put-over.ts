import { textWidth } from '@xt/engine/render';
import { fitLine } from './fit.ts';
import type { Line, Piece } from './line.ts';

/** Lines that lie over others, from a cell on; all equally wide. */
export interface Placed {
  readonly column: number;
  readonly row: number;
  readonly lines: readonly Line[];
  readonly width: number;
}

/** The lines with others over them; what does not fit into them is left out. */
export function putOver(base: readonly Line[], { column, row, lines, width }: Placed): readonly Line[] {
  return base.map((under, at) => {
    const over = lines[at - row];
    if (over === undefined || at < row) return under;
    return [...headCells(under, column), ...fitLine(over, width), ...dropCells(under, column + width)];
  });
}

/** What of a line stands before a cell, with blanks where it is shorter. */
function headCells(line: Line, cells: number): Line {
  const kept: Piece[] = [];
  let left = cells;
  for (const each of line) {
    if (left <= 0) break;
    const wide = textWidth(each.text);
    kept.push(wide <= left ? each : { ...each, text: headText(each.text, left) });
    left -= wide;
  }
  return left > 0 ? [...kept, { text: ' '.repeat(left) }] : kept;
}

function headText(text: string, cells: number): string {
  if (textWidth(text) === text.length) return text.slice(0, cells);
  let kept = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const wide = textWidth(segment);
    if (used + wide > cells) break;
    kept += segment;
    used += wide;
  }
  return kept + ' '.repeat(cells - used);
}

/** What of a line stands from a cell on; a wide character cut in two leaves a blank. */
function dropCells(line: Line, cells: number): Line {
  const kept: Piece[] = [];
  let left = cells;
  for (const each of line) {
    const wide = textWidth(each.text);
    if (left <= 0) kept.push(each);
    else if (wide > left) kept.push({ ...each, text: dropText(each.text, left) });
    left -= wide;
  }
  return kept;
}

function dropText(text: string, cells: number): string {
  if (textWidth(text) === text.length) return text.slice(cells);
  let gone = 0;
  for (const { segment, index } of new Intl.Segmenter().segment(text)) {
    if (gone >= cells) return ' '.repeat(gone - cells) + text.slice(index);
    gone += textWidth(segment);
  }
  return ' '.repeat(Math.max(gone - cells, 0));
}
