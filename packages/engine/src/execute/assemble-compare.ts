import type { Diagnostic } from '@xt/grammar';
import type { Table } from '../arrow/index.ts';
import { buildTable, type Column, type ColumnType, reader } from '../arrow/index.ts';
import { addedColumns, type Samples } from '../arrow/shape.ts';
import { type Sample, welch } from '../local/welch.ts';
import type { CompareSteps } from '../plan/steps.ts';
import { assemble } from './assemble.ts';
import { answerNote, countText } from './diagnostics.ts';
import { type Results, runsOf } from './results.ts';
import { intersect, type Runs } from './run-set.ts';

/** The one row of a comparison, and what was left out of it. */
export function assembleCompare(
  steps: CompareSteps,
  results: Results,
): {
  readonly table: Table;
  readonly rows: number;
  readonly notes: readonly Diagnostic[];
  readonly samples: Samples;
} {
  const sides = [assemble(steps.left, results), assemble(steps.right, results)] as const;
  const [first, second] = [runsOf(results, steps.left.rows), runsOf(results, steps.right.rows)];
  const [left, right] = [valuesOf(sides[0], first), valuesOf(sides[1], second)];
  const [a, b] = [[...left.values()].filter(isThere), [...right.values()].filter(isThere)];
  const found = welch(a.filter(isNumber), b.filter(isNumber));
  const unit: ColumnType = steps.type === 'duration' ? 'duration' : 'number';
  const cell = (name: string, type: ColumnType, value: number | undefined): Column => {
    return { name, type, values: [value ?? null] };
  };
  const sample = (of: Sample, place: 1 | 2) => [
    cell(`n${place}`, 'integer', of.count),
    cell(`mean${place}`, unit, of.mean),
    cell(`std${place}`, unit, of.std),
  ];
  const table = buildTable([
    ...sample(found.left, 1),
    ...sample(found.right, 2),
    cell('diff', unit, found.difference),
    cell('lo', unit, found.low),
    cell('hi', unit, found.high),
    cell('t', 'number', found.t),
    cell('p', 'number', found.p),
  ]);
  return {
    table,
    rows: 1,
    samples: [samplesOf(left, sides[0], first), samplesOf(right, sides[1], second)],
    notes: [...lackingNote(steps, left, right), ...nanNote(steps, [...a, ...b]), ...inBothNote(steps, results)],
  };
}

/** The finite values, and of which runs they are where that was asked for. */
function samplesOf(values: ReadonlyMap<number, number | null>, side: Table, runs: Runs): Samples[0] {
  const finite = [...values].filter((entry): entry is [number, number] => Number.isFinite(entry[1]));
  const named = side.getChild(addedColumns.name);
  if (named === null) return { values: finite.map(([, value]) => value) };
  const read = reader(named);
  const names = new Map([...runs].map((run, row) => [run, String(read(row) ?? '')]));
  return { values: finite.map(([, value]) => value), runs: finite.map(([run]) => names.get(run) ?? '') };
}

/** The value of each run, by its number; null where it has none. */
function valuesOf(side: Table, runs: Runs): ReadonlyMap<number, number | null> {
  const vector = side.getChildAt(0);
  if (vector === null) throw new Error('a comparison has no values');
  const read = reader(vector);
  return new Map(
    [...runs].map((run, row) => {
      const cell = read(row);
      return [run, cell === null ? null : Number(cell)];
    }),
  );
}

function isThere(value: number | null): value is number {
  return value !== null;
}

/** Runs without the value are left out. */
function lackingNote({ name }: CompareSteps, ...sides: readonly ReadonlyMap<number, number | null>[]) {
  const all = new Map(sides.flatMap((side) => [...side]));
  const runs = [...all.values()].filter((value) => value === null).length;
  return runs === 0
    ? []
    : [answerNote('not-compared', undefined, { runs: countText(runs), all: countText(all.size), name })];
}

function isNumber(value: number): boolean {
  return !Number.isNaN(value);
}

function nanNote({ name }: CompareSteps, values: readonly number[]): readonly Diagnostic[] {
  const runs = values.filter((value) => Number.isNaN(value)).length;
  return runs === 0 ? [] : [answerNote('nan-passed-over', undefined, { runs: countText(runs), name })];
}

/** The test takes the two samples for independent. */
function inBothNote({ left, right }: CompareSteps, results: Results): readonly Diagnostic[] {
  const runs = intersect(runsOf(results, left.rows), runsOf(results, right.rows)).length;
  return runs === 0 ? [] : [answerNote('in-both', undefined, { runs: countText(runs) })];
}
