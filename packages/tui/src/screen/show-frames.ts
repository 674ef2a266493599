import { drawLines } from './draw-lines.ts';

/** The frames on a terminal. */
export interface Frames {
  /** Shows a frame; what is on the screen already is not sent again. */
  readonly show: (lines: readonly string[]) => void;
  /** Nothing is known of what is on the screen: the next frame is sent whole. */
  readonly forget: () => void;
}

/** Shows frames on a terminal. */
export function showFrames(write: (text: string) => void): Frames {
  let shown: readonly string[] = [];
  return {
    show: (lines) => {
      write(drawLines(shown, lines));
      shown = lines;
    },
    forget: () => {
      shown = [];
    },
  };
}
