/**
 * A key as the key table names it: a character as it is (`j`, `G`, `/`), a named key (`enter`, `escape`, `up`), with
 * modifiers before it (`ctrl-r`, `alt-b`, `shift-tab`). The wheel is `wheel-up` and `wheel-down`; a click has its cell.
 */
export interface Key {
  readonly name: string;
  /** Where a mouse button went down, counted from 0. */
  readonly cell?: { readonly column: number; readonly row: number };
}
