/** What an answer is for; each has one newest question, whose answer replaces the one before. */
export type Slot =
  | 'runs'
  | 'curves'
  /** The shown part of the axis of the curves, where not all of its points came with the whole. */
  | 'zoom'
  | 'details'
  | 'compare'
  /** All values of a part of the compared runs, where they are more than an answer has columns. */
  | `compared-part ${number}`
  /** The goals of the metrics of the compared runs, and their final and best values. */
  | 'compared-goals'
  | 'compared-values'
  | 'lineage'
  /** The runs that have a parent in common with the one whose lineage is shown. */
  | 'siblings'
  | 'artifacts'
  /** The parents and children of the run whose details are shown, and its newest artifacts. */
  | 'kin'
  | 'files'
  /** The values of the tags of the runs whose details are shown. */
  | 'tags'
  | 'names'
  /** The metrics of most runs, of which some become columns. */
  | 'first-metrics'
  /** All metrics in reach. */
  | 'metrics'
  | 'views'
  /** The note of the run whose note is being written. */
  | 'note'
  | 'goals'
  /** The runs that are said to be running. */
  | 'live'
  /** When the runs whose rhythm matters started. */
  | 'begun'
  /** How often and when last the run of this id logged. */
  | `rhythm ${string}`
  /** Which of the rows that are seen have rows below them. */
  | 'children'
  /** What stands below the row of this key, which is open. */
  | `below ${string}`;

/** One question to the store: a query and how many of its rows are wanted. Equal questions are asked once. */
export interface Ask {
  readonly slot: Slot;
  readonly text: string;
  readonly limit: number;
  /** So many rows at the beginning are not wanted. */
  readonly skip?: number;
  /** Of the store when it was asked: a change of the store asks again. */
  readonly revision: number;
}

/** True if both ask the same. */
export function sameAsk(a: Ask, b: Ask): boolean {
  return (
    a.slot === b.slot &&
    a.text === b.text &&
    a.limit === b.limit &&
    (a.skip ?? 0) === (b.skip ?? 0) &&
    a.revision === b.revision
  );
}
