import type { ColumnType } from '../arrow/index.ts';

/** What a renderer may be told; all of it is for people's formats, the machine formats depend on the answer alone. */
export interface RenderOptions {
  /** Columns of the terminal; a table without it is as wide as it needs. */
  readonly width?: number | undefined;
  /** The most rows of a table; its last line then says how many more there are. */
  readonly limit?: number | undefined;
  /** Rows of the whole answer, where its table holds only the first of them. */
  readonly total?: number | undefined;
  /** The time zone in which people's formats show times, by its IANA name; UTC without it. */
  readonly zone?: string | undefined;
  /** Colours of a table; none without it. */
  readonly styles?: TableStyles | undefined;
}

/** How parts of a table are dressed up: each function puts escape sequences around a text and leaves its width alone. */
export interface TableStyles {
  readonly header?: (text: string) => string;
  readonly rule?: (text: string) => string;
  readonly missing?: (text: string) => string;
  readonly note?: (text: string) => string;
  readonly cell?: (text: string, column: { readonly name: string; readonly type: ColumnType }) => string;
}
