import { drawLines, otherRows } from './draw-lines.ts';

/** The frames on a terminal. */
export interface Frames {
  /** Shows a frame; what is on the screen already is not sent again. The rows that were. */
  readonly show: (lines: readonly string[]) => readonly number[];
  /** What stands in these rows is not what was drawn there. */
  readonly forgetRows: (rows: readonly number[]) => void;
  /** Nothing is known of what is on the screen: the next frame is sent whole. */
  readonly forget: () => void;
}

/** Shows frames on a terminal. */
export function showFrames(write: (text: string) => void): Frames {
  let shown: readonly (string | undefined)[] = [];
  return {
    show: (lines) => {
      const rows = otherRows(shown, lines);
      write(drawLines(rows, lines));
      shown = lines;
      return rows;
    },
    forgetRows: (rows) => {
      shown = shown.map((line, row) => (rows.includes(row) ? undefined : line));
    },
    forget: () => {
      shown = [];
    },
  };
}
