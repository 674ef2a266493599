import { StoreError, type Stores } from '../store.ts';
import { checkNames } from './check-names.ts';
import { checkObjects } from './check-objects.ts';
import { checkParts } from './check-parts.ts';
import { checkSeries } from './check-series.ts';

/** What one look at a store found: how much was looked at, and what is wrong with it, the first of many. */
export interface Check {
  readonly of: string;
  readonly looked: number;
  readonly wrong: number;
  readonly examples: readonly string[];
}

const looks = { parts: checkParts, series: checkSeries, names: checkNames, objects: checkObjects };

/** Reads everything in the stores and tells what does not fit; nothing is changed. Nothing may write meanwhile. */
export async function checkStores(stores: Stores, signal: AbortSignal): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const [of, look] of Object.entries(looks)) {
    signal.throwIfAborted();
    try {
      checks.push(...(await look(stores, signal)));
    } catch (error) {
      // A damaged part cannot be read for what it says.
      if (signal.aborted || !(error instanceof StoreError)) throw error;
      checks.push({ of, looked: 0, wrong: 1, examples: [`the ${of} cannot be read: ${error.message}`] });
    }
  }
  return checks;
}
