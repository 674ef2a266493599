import type { Table } from '../arrow/index.ts';
import { buildTable, type CellInput, type Column } from '../arrow/index.ts';
import type { CurveMaking } from '../bind/bound.ts';
import type { CurveGroupSteps, CurveSteps } from '../plan/steps.ts';
import { type GroupCurve, groupCurves } from './group-curves.ts';
import type { Curve } from './read-curves.ts';
import { curvesOf, type Results, runsOf, storedOf } from './results.ts';

/** The table of curves, and the curves of groups where there are such; `rows` counts all. */
export interface AssembledCurves {
  readonly table: Table;
  readonly rows: number;
  readonly groups?: readonly GroupCurve[];
}

/** A row a point, in the order of the runs (or groups), then of the series, then of x. */
export function assembleCurves(steps: CurveSteps, results: Results): AssembledCurves {
  return steps.group === undefined ? ofRuns(steps, results) : ofGroups(steps, steps.group, results);
}

function ofRuns(steps: CurveSteps, results: Results): AssembledCurves {
  const all = inOrder(curvesOf(results, steps.curves), runsOf(results, steps.rows));
  const rows = all.reduce((count, curve) => count + curve.values.length, 0);
  const curves = cut(all, steps.limit ?? rows);
  const [ids, names, starts, projects] = identities(steps, results);
  const text = (name: string, of: (curve: Curve) => CellInput) => textColumn(name, curves, lengthOf, of);
  const columns: Column[] = [
    ...(steps.several ? [text('project', ({ run }) => projects.get(run))] : []),
    { ...text('id', ({ run }) => ids.get(run)), machine: true },
    text('run', ({ run }) => names.get(run) ?? ids.get(run)),
    text('metric', ({ series }) => steps.names[series]),
    ...placeColumns(steps.making, curves, starts),
    numbers('value', curves, ({ values }) => values),
    ...(steps.making.smooth === undefined ? [] : [numbers('raw', curves, ({ raw, values }) => raw ?? values)]),
  ];
  return { table: buildTable(columns), rows };
}

function ofGroups(steps: CurveSteps, group: CurveGroupSteps, results: Results): AssembledCurves {
  const { curves: all, shown } = groupCurves(steps, group, results);
  const rows = all.reduce((count, curve) => count + curve.x.length, 0);
  const curves = cutGroups(all, steps.limit ?? rows);
  const length = ({ x }: GroupCurve) => x.length;
  const keys = shown.map(({ type }, index): Column => {
    const values = curves.flatMap((curve) => new Array<CellInput>(curve.x.length).fill(curve.keys[index] ?? null));
    return { name: group.names[index] ?? '', type, values };
  });
  const cells = (name: string, of: (band: GroupCurve['bands'][number]) => CellInput): Column => {
    return { name, type: name === 'n' ? 'integer' : 'number', values: curves.flatMap(({ bands }) => bands.map(of)) };
  };
  const columns: Column[] = [
    ...keys,
    textColumn('metric', curves, length, ({ series }) => steps.names[series]),
    axisColumn(steps.making, joined(curves.map(({ x }) => x))),
    cells('value', ({ value }) => value),
    ...(group.band === undefined
      ? []
      : [cells('lo', ({ lo }) => lo), cells('hi', ({ hi }) => hi), cells('n', ({ n }) => n)]),
  ];
  return { table: buildTable(columns), rows, groups: all };
}

const axisNames = { step: 'step', time: 'time', relative: 'relative', series: 'x' } as const;

function axisColumn({ axis }: CurveMaking, values: Float64Array): Column {
  return { name: axisNames[axis], type: axis === 'time' ? 'time' : 'number', values };
}

type ByRun = ReadonlyMap<number, number | string | boolean | undefined>;

/** Where the points are: step, time and time since the start, and another metric's value; of bins the axis alone. */
function placeColumns(making: CurveMaking, curves: readonly Curve[], starts: ByRun): readonly Column[] {
  const { axis, every } = making;
  const x = numbers('x', curves, (curve) => curve.x);
  const columns: readonly Column[] = [
    numbers('step', curves, ({ steps }) => steps),
    { ...numbers('time', curves, ({ times }) => times), type: 'time' },
    relativeColumn(curves, starts),
    ...(axis === 'series' ? [x] : []),
  ];
  if (every === undefined) return columns;
  const missing = new Uint8Array(x.values.length);
  return columns.map((column) => {
    if (column.name === axisNames[axis]) return { name: column.name, type: column.type, values: x.values };
    // What is hidden here may be no whole number where the column has none but these.
    return { ...column, values: new Float64Array(missing.length), present: missing };
  });
}

function textColumn<C>(
  name: string,
  curves: readonly C[],
  length: (curve: C) => number,
  of: (curve: C) => CellInput,
): Column {
  return { name, type: 'text', values: curves.flatMap((curve) => new Array<CellInput>(length(curve)).fill(of(curve))) };
}

function lengthOf({ values }: Curve): number {
  return values.length;
}

function numbers(name: string, curves: readonly Curve[], of: (curve: Curve) => Float64Array): Column {
  return { name, type: 'number', values: joined(curves.map(of)) };
}

/** The id, name, start and project of each run, where it has one. */
function identities({ identity }: CurveSteps, results: Results): readonly [ByRun, ByRun, ByRun, ByRun] {
  if (identity === undefined) throw new Error('nothing fetched who the runs are');
  const of = (index: number): ByRun => {
    const { runs, values } = storedOf(results, identity, index);
    return new Map(runs.map((run, at) => [run, values[at]]));
  };
  return [of(0), of(1), of(2), of(3)];
}

/** The first points of the curves, at most so many in all. */
function cut(curves: readonly Curve[], limit: number): readonly Curve[] {
  let room = limit;
  return curves.flatMap((curve) => {
    const count = Math.min(room, curve.values.length);
    room -= count;
    if (count === 0) return [];
    const first = (column: Float64Array) => column.subarray(0, count);
    const { x, steps, times, values, raw } = curve;
    const part = { x: first(x), steps: first(steps), times: first(times), values: first(values) };
    return [{ ...curve, ...part, ...(raw && { raw: first(raw) }) }];
  });
}

function cutGroups(curves: readonly GroupCurve[], limit: number): readonly GroupCurve[] {
  let room = limit;
  return curves.flatMap((curve) => {
    const count = Math.min(room, curve.x.length);
    room -= count;
    return count === 0 ? [] : [{ ...curve, x: curve.x.subarray(0, count), bands: curve.bands.slice(0, count) }];
  });
}

/** Those of the rows' runs, in their order; a baseline need not be one. */
function inOrder(curves: readonly Curve[], runs: Uint32Array): readonly Curve[] {
  const position = new Map([...runs].map((run, at) => [run, at]));
  const at = (curve: Curve) => position.get(curve.run) ?? 0;
  return curves.filter(({ run }) => position.has(run)).sort((a, b) => at(a) - at(b) || a.series - b.series);
}

/** Seconds since the run's start, missing where no start is known. */
function relativeColumn(curves: readonly Curve[], starts: ByRun): Column {
  const startOf = (run: number) => {
    const start = starts.get(run);
    return typeof start === 'number' ? start : Number.NaN;
  };
  const values = joined(
    curves.map(({ run, times }) => {
      const start = startOf(run);
      return times.map((time) => (time - start) / 1e6);
    }),
  );
  return {
    name: 'relative',
    type: 'number',
    values,
    present: Uint8Array.from(values, (x) => Number(!Number.isNaN(x))),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
