import { frame } from '../frame/frame.ts';
import { legibleText } from '../frame/legible.ts';
import { saidLines } from '../plain/said-lines.ts';
import { appended, typedLine } from '../plain/typed-line.ts';
import type { State } from '../state/state.ts';
import { type ColorDepth, paint } from '../theme/theme.ts';
import type { Theme } from '../theme/themes.ts';
import type { OpenTerminal } from './open-terminal.ts';
import { askCell, askKitty, type DrawPicture, pictureOf, showPictures } from './pictures.ts';
import { showFrames } from './show-frames.ts';

/** How a state is shown. */
export interface Face {
  readonly show: (state: State) => void;
  /** Nothing is known of what the terminal shows: the next state is shown whole. */
  readonly forget: () => void;
}

/** What the whole screen needs besides the terminal. */
export interface ScreenLook {
  readonly color: ColorDepth;
  readonly theme: Theme;
  readonly drawPicture: DrawPicture;
  /** Hears why a picture is not drawn. */
  readonly failed: (why: string) => void;
}

/** The whole screen, of which what is other is drawn; the terminal is asked what pictures it draws. */
export function screenFace(
  { write, ask }: Pick<OpenTerminal, 'write' | 'ask'>,
  { color, theme, drawPicture, failed }: ScreenLook,
): Face {
  const frames = showFrames(write);
  const pictures = showPictures(write, drawPicture, failed);
  ask(`${askCell}${askKitty}`);
  return {
    show: (state) => {
      const wanted = pictureOf(state);
      frames.forgetRows(pictures.leave(wanted));
      const drawn = frames.show(frame(state).map((line) => paint(line, color, theme)));
      pictures.show(wanted, drawn);
    },
    forget: () => {
      frames.forget();
      pictures.forget();
      // Another size may be that of another font.
      ask(askCell);
    },
  };
}

/** Lines that are said one after the other, on a terminal of so many columns; none is taken back. */
export function plainFace(write: (text: string) => void, columns: () => number): Face {
  let shown: State | undefined;
  let line: string | undefined;
  return {
    show: (state) => {
      const { letters } = state.session;
      const lines = saidLines(shown, state).map((each) => legibleText(each, letters));
      const typed = typedLine(state);
      const now = typed === undefined ? undefined : legibleText(typed, letters);
      write(appended(line, lines, now, columns()));
      shown = state;
      line = now;
    },
    forget: () => {
      shown = undefined;
    },
  };
}
