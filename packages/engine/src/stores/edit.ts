import type { Goal } from '../catalog/catalog.ts';

/**
 * What a person says of runs, or takes back; runs and metrics by their numbers. It holds against every source: an import
 * changes nothing of it, and what the source says is kept, to go back to.
 */
export type Edit =
  /** A tag without a value is a label. */
  | { readonly kind: 'tag'; readonly runs: readonly number[]; readonly name: string; readonly value?: string }
  | { readonly kind: 'untag'; readonly runs: readonly number[]; readonly name: string }
  /** The tag is again as the source has it. */
  | { readonly kind: 'forget-tag'; readonly runs: readonly number[]; readonly name: string }
  | {
      readonly kind: 'set';
      readonly runs: readonly number[];
      readonly field: EditableField;
      readonly text: string | null;
    }
  /** The field is again as the source has it. */
  | { readonly kind: 'forget'; readonly runs: readonly number[]; readonly field: EditableField }
  /** Takes runs out of sight, with their edges and their share in the counts of names; nothing of them is deleted. */
  | { readonly kind: 'remove'; readonly runs: readonly number[] }
  | { readonly kind: 'restore'; readonly runs: readonly number[] }
  | {
      readonly kind: 'link';
      readonly parent: number;
      readonly child: number;
      readonly edge: string;
      readonly step?: number;
    }
  /** Cuts the edges of one kind, or all; no import brings them back. */
  | { readonly kind: 'unlink'; readonly parent: number; readonly child: number; readonly edge?: string }
  /** The goal of metrics; `none` sets none, so that only the name may tell one. */
  | { readonly kind: 'goal'; readonly metrics: readonly number[]; readonly goal: Goal | 'none' }
  | { readonly kind: 'save-view'; readonly view: SavedView }
  | { readonly kind: 'remove-view'; readonly name: string };

/** The columns of a run that a person may set. */
export type EditableField = 'name' | 'notes';

/** A query under a name. */
export interface SavedView {
  readonly name: string;
  readonly query: string;
  readonly user: string;
  /** Microseconds since 1970. */
  readonly created: number;
}

/** What became of an edit. */
export interface Edited {
  /** How many runs, edges, goals or views are other than before. */
  readonly changed: number;
  /** Its number in the change feed, where anything changed. */
  readonly sequence?: number;
}

/** The way by which a person writes into the stores, in turn with the batches of imports. */
export interface Editor {
  /** Everything of an edit becomes visible together; with `dryRun` nothing is written, and `changed` is what would be. */
  edit(edit: Edit, options?: { readonly dryRun?: boolean }): Promise<Edited>;
}
