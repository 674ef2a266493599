import { placePanes } from '../frame/layout.ts';
import type { State } from '../state/state.ts';

/** A picture in the cells of the screen, counted from 0. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

// A cell is about twice as high as wide, of so many pixels.
const cellWidth = 9;
const cellHeight = 18;

/** The picture that the screen shows now: of an opened artifact, in its shape, where the terminal draws pictures. */
export function pictureOf(state: State): Picture | undefined {
  const content = state.preview?.content;
  const place = placePanes(state).find(({ pane }) => pane === 'artifacts');
  if (
    state.session.pictures === 'none' ||
    state.overlay !== undefined ||
    content?.kind !== 'image' ||
    place === undefined
  ) {
    return undefined;
  }
  // Below the border, the name and the line that says what it is.
  const room = { columns: place.size.columns - 2, rows: place.size.rows - 4 };
  if (room.columns < 1 || room.rows < 1) return undefined;
  const { width, height } = content;
  const scale = Math.min(1, (room.columns * cellWidth) / width, (room.rows * cellHeight) / height);
  return {
    bytes: content.bytes,
    column: place.column + 1,
    row: place.row + 3,
    columns: Math.max(1, Math.min(room.columns, Math.round((width * scale) / cellWidth))),
    rows: Math.max(1, Math.min(room.rows, Math.round((height * scale) / cellHeight))),
  };
}

/** The picture on a terminal. */
export interface Pictures {
  /** Shows one, or none; one that stands there already is not sent again. */
  readonly show: (picture: Picture | undefined) => void;
  readonly forget: () => void;
}

/** Shows one picture at a time over the frames; frames are text, so that a picture stays until it is taken away. */
export function showPictures(write: (text: string) => void): Pictures {
  let shown: Picture | undefined;
  return {
    show: (picture) => {
      if (same(picture, shown)) return;
      write(picture === undefined ? clearPictures : drawPicture(picture));
      shown = picture;
    },
    forget: () => {
      if (shown !== undefined) write(clearPictures);
      shown = undefined;
    },
  };
}

function same(a: Picture | undefined, b: Picture | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.bytes === b.bytes && a.column === b.column && a.row === b.row && a.columns === b.columns && a.rows === b.rows
  );
}

/** What a terminal with the graphics protocol of kitty is sent to show this picture alone. */
export function drawPicture({ bytes, column, row, columns, rows }: Picture): string {
  const data = Buffer.from(bytes).toString('base64');
  const chunks = data.match(/.{1,4096}/g) ?? [];
  const sent = chunks.map((chunk, index) => {
    const more = index < chunks.length - 1 ? 1 : 0;
    const head = index === 0 ? `a=T,f=100,q=2,C=1,c=${columns},r=${rows},m=${more}` : `m=${more}`;
    return `\u001b_G${head};${chunk}\u001b\\`;
  });
  return `${clearPictures}\u001b[${row + 1};${column + 1}H${sent.join('')}`;
}

/** Takes all pictures off the screen. */
export const clearPictures = '\u001b_Ga=d,q=2\u001b\\';

/** Whether a terminal says that it knows the protocol; tmux hides what stands behind it. */
export function picturesOf(environment: NodeJS.ProcessEnv): 'kitty' | 'none' {
  const { TERM: term = '', TERM_PROGRAM: program = '', KITTY_WINDOW_ID: kitty, TMUX: tmux } = environment;
  if (tmux !== undefined && tmux !== '') return 'none';
  return kitty !== undefined || /kitty|ghostty/.test(term) || /^(WezTerm|ghostty)$/i.test(program) ? 'kitty' : 'none';
}
