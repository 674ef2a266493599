import { type Clause, type Column, type Expression, printExpression, type RunSet } from '@xt/grammar';
import { flow } from '../pipeline.ts';
import { runsOf, startOfRuns } from '../query.ts';
import { startOfRun } from '../runs/facts.ts';
import { groupsOf, keyExpressions } from '../runs/groups.ts';
import { namesOf, resolve } from '../runs/names.ts';
import { runNamed } from '../runs/run-sets.ts';
import { type Row, type Stage, valueFor } from '../runs/run-values.ts';
import { seriesOf } from '../series/series-of.ts';
import { smooth } from '../series/smooth.ts';
import { inRange } from '../series/windows.ts';
import type { Table } from '../table.ts';
import { duration, number, text, time, type Value } from '../values/value.ts';
import { Refused, type Run, type Scene } from '../world.ts';
import { bandOf } from './bands.ts';
import { withHistory } from './history.ts';
import { joinRuns, meansOfBins } from './join.ts';
import { sample } from './sampling.ts';

/** A point of a curve: where it lies on the axis, what it is, and what it was before smoothing. */
export interface CurvePoint {
  readonly x: number;
  readonly step: number;
  readonly time: number | null;
  readonly value: number;
  readonly raw: number | null;
}

type Of<Kind extends Clause['kind']> = Extract<Clause, { readonly kind: Kind }>;

/** A query of curves as it is made: the series, the chosen runs, and what is done with the points. */
export interface Making {
  readonly series: readonly SeriesColumn[];
  readonly stage: Stage;
  readonly group: Of<'group'> | undefined;
  readonly clauses: Clauses;
}

/** The curves of a query: window, then smooth, relative, every, group, sample. */
export function curvesTable(columns: readonly Column[], set: RunSet, clauses: readonly Clause[], scene: Scene): Table {
  const making = makingOf(columns, set, clauses, scene);
  return making.group === undefined ? curvesOfRuns(making) : curvesOfGroups(making, making.group);
}

export function makingOf(columns: readonly Column[], set: RunSet, clauses: readonly Clause[], scene: Scene): Making {
  const chosen = flow(
    startOfRuns(runsOf(set, scene), scene),
    clauses.filter(({ kind }) => ['where', 'sort', 'top', 'limit'].includes(kind)),
  ).stage;
  const wide = withOthersDrawn(clauses, scene);
  const series = columns.flatMap((column) => seriesColumns(column, wide));
  const group = clauses.find((clause) => clause.kind === 'group');
  return { series, stage: { ...chosen, scene: wide }, group, clauses: readClauses(clauses, wide) };
}

/** The scene that names of series are of: with a history of all projects, where ancestors may be; of the baseline's too. */
function withOthersDrawn(clauses: readonly Clause[], scene: Scene): Scene {
  const { runs } = scene.world;
  if (clauses.some(({ kind }) => kind === 'history')) return { ...scene, runs };
  const bases = clauses.flatMap((clause) => (clause.kind === 'relative' ? [runNamed(clause.base, scene).project] : []));
  return { ...scene, runs: runs.filter((run) => scene.runs.includes(run) || bases.includes(run.project)) };
}

export interface Clauses {
  readonly scene: Scene;
  readonly windows: readonly Of<'window'>[];
  readonly smooth: Of<'smooth'> | undefined;
  readonly axis: Expression | undefined;
  readonly every: number | undefined;
  readonly sample: { readonly count: number; readonly method: string } | undefined;
  readonly band: string | undefined;
  readonly relative: Run | undefined;
  readonly history: boolean;
}

export interface SeriesColumn {
  readonly name: string;
  readonly of: Expression;
  /** One of the names of a prefix. */
  readonly expanded: boolean;
}

function readClauses(clauses: readonly Clause[], scene: Scene): Clauses {
  const of = <Kind extends Clause['kind']>(kind: Kind) =>
    clauses.find((clause): clause is Of<Kind> => clause.kind === kind);
  const [every, sampling, relative] = [of('every')?.width, of('sample'), of('relative')];
  return {
    scene,
    windows: clauses.filter((clause) => clause.kind === 'window'),
    smooth: of('smooth'),
    axis: of('x')?.axis,
    every: every === undefined ? undefined : every.kind === 'number' ? every.value : every.seconds,
    sample:
      sampling === undefined
        ? { count: 1000, method: 'minmax' }
        : sampling.count === undefined
          ? undefined
          : { count: sampling.count, method: sampling.method?.text ?? 'minmax' },
    band: of('band')?.band.text,
    relative: relative === undefined ? undefined : runNamed(relative.base, scene),
    history: of('history') !== undefined,
  };
}

function seriesColumns(column: Column, scene: Scene): readonly SeriesColumn[] {
  switch (column.kind) {
    case 'column':
      return [
        { name: column.alias?.name ?? printExpression(column.expression), of: column.expression, expanded: false },
      ];
    case 'prefix-columns':
      return namesOf('metric', scene)
        .filter((name) => name.replaceAll('/', '.').startsWith(`${column.prefix}.`))
        .map((name) => ({ name, of: exactly(name), expanded: true }));
    default:
      throw new Refused('not-yet', column.kind);
  }
}

function exactly(name: string): Expression {
  const span = { start: 0, end: 0 };
  return {
    kind: 'path',
    span,
    parts: [
      { kind: 'plain', span, text: 'metrics' },
      { kind: 'quoted', span, text: name },
    ],
  };
}

function curvesOfRuns({ series, stage, clauses }: Making): Table {
  const extra = xColumn(clauses);
  const raw = clauses.smooth !== undefined;
  const out = stage.rows.flatMap(({ run }) => {
    if (run === null) return [];
    const start = startOfRun(run);
    return series.flatMap((column) =>
      sampled(curveOf(column.of, run, stage, clauses).points, clauses).map((point): readonly Value[] => [
        text(run.id),
        text(run.name),
        text(column.name),
        ...placesOf(point, start, clauses),
        ...(extra === undefined ? [] : [number(point.x)]),
        ...(raw ? [number(point.raw)] : []),
        number(point.value),
      ]),
    );
  });
  const columns = [
    'id',
    'run',
    'metric',
    'step',
    'time',
    'relative',
    ...(extra ?? []),
    ...(raw ? ['raw'] : []),
    'value',
  ];
  // The order of the names that a prefix stands for is open.
  return { columns, rows: out, ordered: series.every(({ expanded }) => !expanded) };
}

/** Step, time, and time since the run's start; of a bin the place on the axis alone. */
function placesOf(point: CurvePoint, start: number | null, clauses: Clauses): readonly Value[] {
  if (clauses.every === undefined) {
    return [
      number(point.step),
      time(point.time),
      duration(start === null || point.time === null ? null : (point.time - start) / 1e6),
    ];
  }
  const word = axisWord(clauses);
  return ['step', 'time', 'relative'].map((name) => (name === word ? number(point.x) : null));
}

function curvesOfGroups(making: Making, group: Of<'group'>): Table {
  const { clauses } = making;
  const named = group.keys === 'all' ? [] : keyExpressions(group.keys);
  const banded = clauses.band !== undefined;
  const rows = joinedCurves(making, group).flatMap(({ row, column, points }) =>
    sampled(points, clauses).map((point): readonly Value[] => {
      const { lo, hi } = clauses.band === undefined ? { lo: null, hi: null } : bandOf(clauses.band, point.of);
      return [
        ...named.map(({ name }) => row.own.get(name) ?? null),
        text(column.name),
        number(point.x),
        number(point.value),
        ...(banded ? [number(lo), number(hi), number(point.of.filter((value) => !Number.isNaN(value)).length)] : []),
      ];
    }),
  );
  const place = xColumn(clauses)?.[0] ?? axisWord(clauses);
  return {
    columns: [...named.map(({ name }) => name), 'metric', place, 'value', ...(banded ? ['lo', 'hi', 'n'] : [])],
    rows,
    ordered: making.series.every(({ expanded }) => !expanded),
  };
}

/** The curve of each group and series, before it is sampled. */
export function joinedCurves({ series, stage, clauses }: Making, { keys }: Of<'group'>) {
  return groupsOf(keys, stage).flatMap((row) =>
    series.map((column) => {
      const runs = (row.group?.rows ?? []).flatMap(({ run }) => run ?? []);
      const curves = runs.map((run) => curveOf(column.of, run, stage, clauses).points);
      return { row, column, points: joinRuns(curves, clauses.band === 'iqr' ? 'median' : 'mean') };
    }),
  );
}

/** `x` is a column of its own where it is another metric. */
function xColumn({ axis, scene }: Clauses): readonly string[] | undefined {
  return axis !== undefined && axisOf(axis, scene) === 'metric' ? ['x'] : undefined;
}

/** The column in which the places on the axis stand. */
function axisWord({ axis, scene }: Clauses): string {
  return axis === undefined ? 'step' : axisOf(axis, scene);
}

function axisOf(axis: Expression, scene: Scene): 'step' | 'time' | 'relative' | 'metric' {
  const part = axis.kind === 'path' && axis.parts.length === 1 ? axis.parts[0] : undefined;
  const word = part?.kind === 'plain' ? part.text : '';
  if (word === 'step' || word === 'time' || word === 'relative') return word;
  if (axis.kind === 'path' && resolve(axis, scene).kind !== 'metric') throw new Refused('not-a-series', word);
  return 'metric';
}

/** One run's curve of one expression, and how many points it had in the window, without a place on the axis, without a partner. */
interface Curve {
  readonly points: readonly CurvePoint[];
  readonly inWindow: number;
  readonly unplaced: number;
  readonly unpaired: number;
}

/** One run's curve of one expression: window, smooth, relative, every. */
export function curveOf(of: Expression, run: Run, stage: Stage, clauses: Clauses): Curve {
  const own = smoothedCurve(of, run, stage, clauses);
  const { relative, every } = clauses;
  const base = relative === undefined ? undefined : smoothedCurve(of, relative, stage, clauses).points;
  const different = base === undefined ? own.points : own.points.flatMap((point) => difference(point, base));
  const counts = {
    inWindow: own.inWindow,
    unplaced: own.inWindow - own.points.length,
    unpaired: own.points.length - different.length,
  };
  if (every === undefined) return { points: different, ...counts };
  // Times are microseconds, and widths seconds.
  return { points: meansOfBins(different, axisWord(clauses) === 'time' ? every * 1e6 : every), ...counts };
}

function difference(point: CurvePoint, base: readonly CurvePoint[]): readonly CurvePoint[] {
  const other = base.find(({ step }) => step === point.step);
  if (other === undefined) return [];
  const raw = point.raw === null || other.raw === null ? null : point.raw - other.raw;
  return [{ ...point, value: point.value - other.value, raw }];
}

function smoothedCurve(
  of: Expression,
  run: Run,
  stage: Stage,
  clauses: Clauses,
): { readonly points: readonly CurvePoint[]; readonly inWindow: number } {
  const { scene, axis, windows, smooth: smoothing } = clauses;
  const constant = (owner: Run) => (part: Expression) => valueFor(part, rowOf(owner), stage);
  const pointsOf = (expression: Expression, owner: Run) => seriesOf(expression, owner, scene, constant(owner));
  const series = (expression: Expression) =>
    clauses.history ? withHistory(run, scene, (owner) => pointsOf(expression, owner)) : pointsOf(expression, run);
  const inWindow = windows.reduce((points, window) => inRange(points, window.by, window.range, run), series(of));
  const place = placeOf(axis, run, scene, series);
  const placed = inWindow.flatMap((point) => {
    const x = place(point);
    return x === undefined || Number.isNaN(x) ? [] : [{ ...point, x }];
  });
  const along = placed.toSorted((a, b) => a.x - b.x || a.step - b.step);
  const smoothed =
    smoothing === undefined
      ? undefined
      : smooth(smoothing.smoothing.method.text, smoothing.smoothing.amount.value, along, scene.lastDigits);
  const points = along.map((point, index) => ({
    ...point,
    raw: smoothed === undefined ? null : point.value,
    value: smoothed?.[index] ?? point.value,
  }));
  return { points, inWindow: inWindow.length };
}

function placeOf(
  axis: Expression | undefined,
  run: Run,
  scene: Scene,
  series: (of: Expression) => readonly { readonly step: number; readonly value: number }[],
): (point: { readonly step: number; readonly time: number }) => number | undefined {
  switch (axis === undefined ? 'step' : axisOf(axis, scene)) {
    case 'step':
      return ({ step }) => step;
    case 'time':
      return (point) => point.time;
    case 'relative': {
      const start = startOfRun(run) ?? 0;
      return (point) => (point.time - start) / 1e6;
    }
    case 'metric': {
      const partners = axis === undefined ? [] : series(axis);
      return ({ step }) => partners.find((partner) => partner.step === step)?.value;
    }
  }
}

function rowOf(run: Run): Row {
  return { run, own: new Map() };
}

/** What is shown of a curve. */
export function sampled<P extends CurvePoint>(points: readonly P[], clauses: Clauses): readonly P[] {
  return clauses.sample === undefined ? points : sample(points, clauses.sample.count, clauses.sample.method);
}
