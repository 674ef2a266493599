import type { EditableField } from '@xt/engine/stores';
import type { Caller } from './service.ts';

/** What a person asks to be said of runs, metrics or views, or taken back. */
export type Change =
  | { readonly kind: 'tag'; readonly of: ChosenRuns; readonly name: string; readonly value?: string }
  | { readonly kind: 'untag' | 'forget-tag'; readonly of: ChosenRuns; readonly name: string }
  | { readonly kind: 'set'; readonly of: ChosenRuns; readonly field: EditableField; readonly text: string | null }
  | { readonly kind: 'forget'; readonly of: ChosenRuns; readonly field: EditableField }
  /** `confirmed` is the digest of a dry run's report: these runs are removed, or none. */
  | { readonly kind: 'remove'; readonly of: ChosenRuns; readonly confirmed?: string }
  | { readonly kind: 'restore'; readonly of: RemovedRuns }
  | {
      readonly kind: 'link';
      readonly parent: string;
      readonly child: string;
      readonly edge: string;
      readonly step?: number;
    }
  | { readonly kind: 'unlink'; readonly parent: string; readonly child: string; readonly edge?: string }
  | { readonly kind: 'goal'; readonly metric: string; readonly goal: 'max' | 'min' | 'none' }
  /** A view of that name and another query gives way only where `replace` says so. */
  | { readonly kind: 'save-view'; readonly name: string; readonly query: string; readonly replace: boolean }
  | { readonly kind: 'remove-view'; readonly name: string };

/** Runs by texts that each mean one (an id, a name, the start of an id), or those of a query. */
export type ChosenRuns =
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  | { readonly kind: 'query'; readonly text: string };

/** Removed runs by texts, or all that the last removal took. */
export type RemovedRuns = Extract<ChosenRuns, { readonly kind: 'texts' }> | { readonly kind: 'last' };

export interface ChangeRequest {
  readonly change: Change;
  readonly caller: Caller;
  /** Nothing is written; the report says what would be. */
  readonly dryRun: boolean;
}

export interface ChangeReport {
  /** How many runs, edges, metrics or views were meant, and how many are other than before. */
  readonly found: number;
  readonly changed: number;
  /** What the first of them are called. */
  readonly examples: readonly string[];
  /** Stands for exactly these runs. */
  readonly digest: string;
  /** Its number in the change feed, where anything changed. */
  readonly sequence?: number;
  /** A view's query, a metric's name, as they are stored. */
  readonly stored?: string;
}
