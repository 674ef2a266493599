/** What a piece of text means; the theme says how that looks in so many colours. */
export type Tone =
  | 'text'
  | 'muted'
  | 'title'
  | 'accent'
  | 'best'
  | 'worst'
  | 'error'
  | 'note'
  | 'keyword'
  | 'name'
  | 'function'
  | 'literal'
  | 'string'
  | 'number'
  | 'match'
  | `series-${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`;

/** How a piece of a line looks: a tone, and marks that hold without any colour. */
export interface Style {
  readonly tone?: Tone;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly underline?: boolean;
  /** The cursor: turned around. */
  readonly inverse?: boolean;
  /** A softer mark of the row in which the cursor is. */
  readonly selected?: boolean;
}

/** Text of one style, harmless and without line breaks. */
export interface Piece {
  readonly text: string;
  readonly style?: Style;
}

/** One line of the screen. */
export type Line = readonly Piece[];

/** A part of the screen, in cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}
