import type { ShownColumn, StepId } from './steps.ts';

/** Where a value that was to be fetched is found instead. */
export interface Place {
  readonly step: StepId;
  readonly index: number;
}

/** The column with its cells where they are found, if they were to be fetched by this step. */
export function moved(shown: ShownColumn, fetch: StepId, places: readonly Place[]): ShownColumn {
  const { cells } = shown;
  const place = cells.kind === 'fetched' && cells.step === fetch ? places[cells.index] : undefined;
  return place === undefined ? shown : { ...shown, cells: { kind: 'fetched', ...place } };
}
