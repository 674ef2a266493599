import { frame } from '../frame/frame.ts';
import { legibleText } from '../frame/legible.ts';
import { saidLines } from '../plain/said-lines.ts';
import { appended, typedLine } from '../plain/typed-line.ts';
import type { State } from '../state/state.ts';
import { type ColorDepth, paint } from '../theme/theme.ts';
import type { Theme } from '../theme/themes.ts';
import { pictureOf, showPictures } from './pictures.ts';
import { showFrames } from './show-frames.ts';

/** How a state is shown. */
export interface Face {
  readonly show: (state: State) => void;
  /** Nothing is known of what the terminal shows: the next state is shown whole. */
  readonly forget: () => void;
}

/** The whole screen, of which what is other is drawn. */
export function screenFace(write: (text: string) => void, color: ColorDepth, theme: Theme): Face {
  const frames = showFrames(write);
  const pictures = showPictures(write);
  return {
    show: (state) => {
      frames.show(frame(state).map((line) => paint(line, color, theme)));
      pictures.show(pictureOf(state));
    },
    forget: () => {
      frames.forget();
      pictures.forget();
    },
  };
}

/** Lines that are said one after the other; none is taken back. */
export function plainFace(write: (text: string) => void): Face {
  let shown: State | undefined;
  let line: string | undefined;
  return {
    show: (state) => {
      const { letters } = state.session;
      const lines = saidLines(shown, state).map((each) => legibleText(each, letters));
      const typed = typedLine(state);
      const now = typed === undefined ? undefined : legibleText(typed, letters);
      write(appended(line, lines, now));
      shown = state;
      line = now;
    },
    forget: () => {
      shown = undefined;
    },
  };
}
