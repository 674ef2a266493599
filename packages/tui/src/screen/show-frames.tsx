import { render } from 'ink';
import type { Size } from '../frame/line.ts';
import { drawLines } from './draw-lines.ts';
import { frameStream } from './frame-stream.ts';
import { Screen } from './screen.tsx';

/** The frames on a terminal. */
export interface Frames {
  /** Shows a frame; what is on the screen already is not sent again. */
  readonly show: (lines: readonly string[]) => void;
  /** Nothing is known of what is on the screen: the next frame is sent whole. */
  readonly forget: () => void;
  readonly close: () => void;
}

/** Shows frames by Ink on a terminal of this size. */
export function showFrames(size: () => Size, write: (text: string) => void, input: NodeJS.ReadStream): Frames {
  let shown: readonly string[] = [];
  const draw = (text: string): void => {
    const lines = text.split('\n');
    write(drawLines(shown, lines));
    shown = lines;
  };
  const stdout = frameStream(size, draw);
  // In its debug mode Ink writes each frame whole and at once, and nothing else: what is sent is our own to decide.
  const ink = render(<Screen lines={[]} />, {
    stdout,
    stdin: input,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  return {
    show: (lines) => ink.rerender(<Screen lines={lines} />),
    forget: () => {
      shown = [];
    },
    close: () => ink.unmount(),
  };
}
