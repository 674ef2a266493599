import { leastSize, placePanes } from '../frame/layout.ts';
import type { PreviewContent, State } from '../state/state.ts';
import { keepTexts } from './picture-texts.ts';

type Image = Extract<PreviewContent, { kind: 'image' }>;

/** A picture in the cells of the screen, counted from 0, and as large as it is to be drawn in pixels. */
export interface Picture {
  readonly protocol: 'kitty' | 'sixel';
  readonly image: Image;
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
  readonly width: number;
  readonly height: number;
}

/** A picture as it is asked of whoever can draw it; as Sixel it comes back as text, else as PNG. */
export interface PictureToDraw {
  readonly as: 'sixel' | 'png';
  readonly bytes: Uint8Array;
  readonly format: Image['format'];
  readonly width: number;
  readonly height: number;
  readonly enlarged: boolean;
}

/** Draws a picture; nothing comes back where its bytes cannot be read. */
export type DrawPicture = (picture: PictureToDraw) => Promise<Uint8Array | string | undefined>;

// What terminals have that do not say it, or somewhat more: a picture is rather small than over what stands beside it.
const usualCell = { width: 8, height: 16 };
// What is smaller is shown larger, by a whole number.
const wellSeen = 160;

/** The picture that the screen shows now: of an opened artifact, in its shape, where the terminal draws pictures. */
export function pictureOf(state: State): Picture | undefined {
  const { pictures: protocol, cell = usualCell } = state.session;
  const image = state.preview?.content;
  const place = placePanes(state).find(({ pane }) => pane === 'artifacts');
  const { size } = state;
  const isTooSmall = size.columns < leastSize.columns || size.rows < leastSize.rows;
  const isCovered = state.overlay !== undefined || state.query.editor !== undefined || isTooSmall;
  if (protocol === 'none' || isCovered || image?.kind !== 'image' || place === undefined) return undefined;
  // The first line of the pane is the name, the second what it is; the list is never scrolled while it is open.
  const room = { columns: place.size.columns - 2, rows: place.size.rows - 4 };
  if (room.columns < 1 || room.rows < 1) return undefined;
  const { width, height } = image;
  const most = Math.min((room.columns * cell.width) / width, (room.rows * cell.height) / height);
  const scale =
    most < 1 ? most : Math.max(1, Math.min(Math.floor(most), Math.floor(wellSeen / Math.max(width, height))));
  const drawn = { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
  return {
    protocol,
    image,
    column: place.column + 1,
    row: place.row + 3,
    columns: Math.min(room.columns, Math.ceil(drawn.width / cell.width)),
    rows: Math.min(room.rows, Math.ceil(drawn.height / cell.height)),
    ...drawn,
  };
}

/** The picture on a terminal. */
export interface Pictures {
  /** Takes the picture away that is no longer wanted; the rows that must be drawn anew to be rid of it. */
  readonly leave: (wanted: Picture | undefined) => readonly number[];
  /** Shows a picture, or none; one that is there already is sent again only where these rows drew over it. */
  readonly show: (wanted: Picture | undefined, drawnRows: readonly number[]) => void;
  /** The terminal was emptied. */
  readonly forget: () => void;
}

/**
 * Shows one picture at a time over the frames. Kitty keeps pictures apart from text until they are deleted; with Sixel they are
 * in the cells, so that text drawn there takes them away.
 */
export function showPictures(
  write: (text: string) => void,
  draw: DrawPicture,
  failed: (why: string) => void,
): Pictures {
  let wanted: Picture | undefined;
  let isShown = false;
  let isMaking = false;
  const kept = keepTexts();
  const present = (picture: Picture, text: string): void => {
    isShown = true;
    write(placed(picture, text));
  };
  // One at a time: while it is made, others may come and go.
  const make = async (): Promise<void> => {
    const picture = wanted;
    if (isMaking || picture === undefined) return;
    isMaking = true;
    const made = await drawnText(picture, draw).catch((error: unknown) => ({ error }));
    isMaking = false;
    if (typeof made === 'string') kept.keep(picture, made);
    if (wanted === undefined) return;
    if (!same(wanted, picture)) return showWanted(wanted);
    if (typeof made === 'string') return present(picture, made);
    if (made === undefined) return failed(`the bytes of this ${picture.image.format} picture cannot be read`);
    failed(made.error instanceof Error ? made.error.message : String(made.error));
  };
  const showWanted = (picture: Picture): void => {
    const text = kept.find(picture);
    if (text === undefined) void make();
    else present(picture, text);
  };
  return {
    leave: (next) => {
      if (wanted === undefined || (next !== undefined && same(next, wanted))) return [];
      const { protocol, row, rows } = wanted;
      const wasShown = isShown;
      wanted = undefined;
      isShown = false;
      if (!wasShown) return [];
      if (protocol === 'kitty') write(deleteAll);
      return protocol === 'kitty' ? [] : Array.from({ length: rows }, (_, index) => row + index);
    },
    show: (next, drawnRows) => {
      if (next === undefined) return;
      if (wanted !== undefined && same(next, wanted)) {
        const { protocol, row, rows } = wanted;
        const isOver = protocol === 'sixel' && drawnRows.some((each) => each >= row && each < row + rows);
        const text = isOver && isShown ? kept.find(wanted) : undefined;
        if (text !== undefined) write(placed(wanted, text));
        return;
      }
      wanted = next;
      showWanted(next);
    },
    forget: () => {
      if (isShown && wanted?.protocol === 'kitty') write(deleteAll);
      wanted = undefined;
      isShown = false;
    },
  };
}

function same(a: Picture, b: Picture): boolean {
  const names = ['protocol', 'image', 'column', 'row', 'columns', 'rows', 'width', 'height'] as const;
  return names.every((name) => a[name] === b[name]);
}

function placed({ row, column }: Picture, text: string): string {
  return `\u001b[${row + 1};${column + 1}H${text}`;
}

/** The picture as a terminal takes it, wherever it stands; nothing where its bytes cannot be read. */
async function drawnText(picture: Picture, draw: DrawPicture): Promise<string | undefined> {
  const { protocol, image, width, height } = picture;
  const { bytes, format } = image;
  const asked = { bytes, format, width, height, enlarged: width > image.width };
  if (protocol === 'sixel') {
    const sixels = await draw({ as: 'sixel', ...asked });
    return typeof sixels === 'string' ? sixels : undefined;
  }
  const png = format === 'PNG' ? bytes : await draw({ as: 'png', ...asked });
  return png === undefined || typeof png === 'string' ? undefined : kittyText(png, picture);
}

/** A PNG by the graphics protocol of kitty. */
function kittyText(png: Uint8Array, { columns, rows }: Picture): string {
  const chunks =
    Buffer.from(png)
      .toString('base64')
      .match(/.{1,4096}/g) ?? [];
  return chunks
    .map((chunk, index) => {
      const more = index < chunks.length - 1 ? 1 : 0;
      const head = index === 0 ? `a=T,f=100,q=2,C=1,c=${columns},r=${rows},m=${more}` : `m=${more}`;
      return `\u001b_G${head};${chunk}\u001b\\`;
    })
    .join('');
}

const deleteAll = '\u001b_Ga=d,q=2\u001b\\';

/** Asks a terminal whether it knows the graphics protocol of kitty; whether it knows Sixel is among its attributes. */
export const askKitty = '\u001b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u001b\\';

/** Asks a terminal how large a cell is in pixels. */
export const askCell = '\u001b[16t';
