import { columnNamed, type SheetColumn, textAt } from '../sheet/sheet.ts';
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

/** Of a metric, and of what is its value: its mean, its best … */
function goalOf(state: State, column: string): 'max' | 'min' | undefined {
  const goals = sheetOf(state, 'goals');
  if (goals === undefined || columnNamed(goals, 'goal') === undefined) return undefined;
  const value = /^(?:last|best|first|min|max|mean|median)\((.+)\)$/.exec(column)?.[1] ?? column;
  const metric = value.replace(/^metrics\./, '').replace(/^`(.*)`$/, '$1');
  for (let row = 0; row < goals.length; row++) {
    if (textAt(goals, 'name', row) !== metric) continue;
    const goal = textAt(goals, 'goal', row);
    return goal === 'max' || goal === 'min' ? goal : undefined;
  }
  return undefined;
}
