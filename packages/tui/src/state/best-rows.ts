import { type SheetColumn, textAt } from '../sheet/sheet.ts';
import { sheetOf } from './select.ts';
import type { State } from './state.ts';

/** The best and the worst value of a column, by the goal of its metric. */
export interface BestRows {
  readonly best: number;
  readonly worst: number;
}

/** What is best and worst in a column, where all rows are fetched and its metric has a goal; of equal values there is no best. */
export function bestOf(state: State, column: SheetColumn): BestRows | undefined {
  const sheet = sheetOf(state, 'runs');
  if (sheet === undefined || sheet.length < sheet.total || column.type !== 'number') return undefined;
  const goal = goalOf(state, column.name);
  if (goal === undefined) return undefined;
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < sheet.length; row++) {
    const value = column.read(row);
    if (typeof value !== 'number' || Number.isNaN(value)) continue;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (!(least < greatest)) return undefined;
  return goal === 'max' ? { best: greatest, worst: least } : { best: least, worst: greatest };
}

/** The metric that a column is of: itself, or what is made of it, such as its mean or its best. */
export function metricOfColumn(column: string): string {
  let value = column;
  for (let inner = innerOf(value); inner !== undefined; inner = innerOf(value)) value = inner;
  return value.replace(/^metrics\./, '').replace(/^`(.*)`$/, '$1');
}

function innerOf(value: string): string | undefined {
  return /^(?:last|best|first|min|max|mean|median)\((.+)\)$/.exec(value)?.[1];
}

/** The goal of a column's metric; none where projects see it differently. */
function goalOf(state: State, column: string): 'max' | 'min' | undefined {
  const goals = sheetOf(state, 'goals');
  if (goals === undefined) return undefined;
  const metric = metricOfColumn(column);
  const found = new Set<string>();
  for (let row = 0; row < goals.length; row++) {
    const goal = textAt(goals, 'name', row) === metric ? textAt(goals, 'goal', row) : undefined;
    if (goal !== undefined) found.add(goal);
  }
  const [goal] = found;
  return found.size === 1 && (goal === 'max' || goal === 'min') ? goal : undefined;
}
