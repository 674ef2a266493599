import type { Table } from '../arrow/index.ts';
import { buildTable, type CellInput, type Column } from '../arrow/index.ts';
import type { CurveSteps } from '../plan/steps.ts';
import type { Curve } from './read-curves.ts';
import { curvesOf, type Results, runsOf, storedOf } from './results.ts';

/** The table of curves: a row a point, in the order of the runs, then of the series, then of x; `rows` counts all. */
export function assembleCurves(steps: CurveSteps, results: Results): { readonly table: Table; readonly rows: number } {
  const all = inOrder(curvesOf(results, steps.curves), runsOf(results, steps.rows));
  const rows = all.reduce((count, curve) => count + curve.values.length, 0);
  const curves = cut(all, steps.limit ?? rows);
  const each = (of: (curve: Curve) => CellInput) =>
    curves.flatMap((curve) => new Array<CellInput>(curve.values.length).fill(of(curve)));
  const text = (name: string, of: (curve: Curve) => CellInput) => ({ name, type: 'text', values: each(of) }) as const;
  const number = (name: string, of: (curve: Curve) => Float64Array) =>
    ({ name, type: 'number', values: joinDoubles(curves.map(of)) }) as const;
  const [ids, names, starts, projects] = identities(steps, results);
  const columns: Column[] = [
    ...(steps.several ? [text('project', ({ run }) => projects.get(run))] : []),
    { ...text('id', ({ run }) => ids.get(run)), machine: true },
    text('run', ({ run }) => names.get(run) ?? ids.get(run)),
    text('metric', ({ series }) => steps.names[series]),
    number('step', (curve) => curve.steps),
    { ...number('time', ({ times }) => times), type: 'time' },
    relativeColumn(curves, starts),
    number('value', ({ values }) => values),
    ...(steps.making.smooth === undefined ? [] : [number('raw', ({ raw, values }) => raw ?? values)]),
  ];
  return { table: buildTable(columns), rows };
}

type ByRun = ReadonlyMap<number, number | string | boolean | undefined>;

/** The id, name, start and project of each run, where it has one. */
function identities({ identity }: CurveSteps, results: Results): readonly [ByRun, ByRun, ByRun, ByRun] {
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
    const { steps, times, values, raw } = curve;
    const part = { steps: first(steps), times: first(times), values: first(values) };
    return [{ ...curve, ...part, ...(raw && { raw: first(raw) }) }];
  });
}

function inOrder(curves: readonly Curve[], runs: Uint32Array): readonly Curve[] {
  const position = new Map([...runs].map((run, at) => [run, at]));
  const at = (curve: Curve) => position.get(curve.run) ?? 0;
  return curves.toSorted((a, b) => at(a) - at(b) || a.series - b.series);
}

/** Seconds since the run's start, missing where no start is known. */
function relativeColumn(curves: readonly Curve[], starts: ByRun): Column {
  const startOf = (run: number) => {
    const start = starts.get(run);
    return typeof start === 'number' ? start : Number.NaN;
  };
  const values = joinDoubles(
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

function joinDoubles(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
