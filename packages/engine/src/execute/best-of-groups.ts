import { reader, type Table } from '../arrow/index.ts';
import type { BestOfGroups } from '../plan/steps.ts';
import { groupedOf, type Results, storedOf } from './results.ts';
import { type Runs, readRuns, union } from './run-set.ts';

/** The runs whose numbers stand in columns of groups. */
export function bestOfGroups({ of, columns }: BestOfGroups, results: Results): Runs {
  const { table } = groupedOf(results, of);
  return union(columns.flatMap((place) => textsIn(table, place).map(readRuns)));
}

/** The name of the best run of each group, or its id where it has no name; of several the one with the least id. */
export function bestNames(
  table: Table | undefined,
  place: number,
  results: Results,
  step: number,
): readonly (string | null)[] {
  const [ids, names] = [0, 1].map((index) => {
    const { runs, values } = storedOf(results, step, index);
    return new Map(runs.map((run, at) => [run, String(values[at])]));
  });
  const idOf = (run: number) => ids?.get(run) ?? '';
  return textsIn(table, place).map((text) => {
    const [first] = [...readRuns(text)].sort((a, b) => compareTexts(idOf(a), idOf(b)) || a - b);
    return first === undefined ? null : (names?.get(first) ?? idOf(first));
  });
}

function textsIn(table: Table | undefined, place: number): readonly (string | null)[] {
  const vector = table?.getChild(`v${place + 1}`) ?? null;
  if (vector === null) return [];
  const read = reader(vector);
  return Array.from({ length: vector.length }, (_, row) => {
    const cell = read(row);
    return cell === null ? null : String(cell);
  });
}

/** By code point, as the stores do. */
function compareTexts(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
