import type { Table } from '../arrow/index.ts';
import { type Band, type BandKind, widthFactor } from '../local/bands.ts';
import type { BuiltBands } from '../sql/band-statements.ts';
import { mapBounded } from './bounded.ts';
import type { Asking } from './execute.ts';
import { fill } from './fill.ts';
import { doubles, numbers } from './read-curves.ts';
import { type Results, runsOf } from './results.ts';

/** The bands of one series, and how many runs have points of it. */
export interface SeriesBands {
  readonly groups: ReadonlyMap<number, GroupBands>;
  readonly having: number;
}

/** The bands of a group, by its place among the groups, in order of x. */
export interface GroupBands {
  readonly x: Float64Array;
  readonly bands: readonly Band[];
  /** Whether more runs have a point at one place than at another. */
  readonly isUneven: boolean;
}

const seriesAtATime = 2;

/** The bands of each series as ClickHouse makes them. */
export async function readBands(
  { step, series }: BuiltBands,
  results: Results,
  asking: Asking,
): Promise<readonly SeriesBands[]> {
  const runs = runsOf(results, step.within);
  return mapBounded(series, seriesAtATime, async (statements) => {
    const [bands, having] = await Promise.all([
      asking.clickhouse(fill(statements.bands, runs, results)),
      asking.clickhouse(fill(statements.having, runs, results)),
    ]);
    return { groups: groupsIn(bands, step.band), having: doubles(having, 'runs')[0] ?? 0 };
  });
}

/** Rows of a group stand together. */
function groupsIn(table: Table, band: BandKind | undefined): ReadonlyMap<number, GroupBands> {
  const places = numbers(table, 'place');
  const [steps, points] = [doubles(table, 'step'), doubles(table, 'points')];
  const bandAt = bandsIn(table, band);
  const groups = new Map<number, GroupBands>();
  for (let start = 0; start < places.length; ) {
    const place = places[start] ?? 0;
    let end = start;
    while (places[end] === place) end++;
    const rows = Array.from({ length: end - start }, (_, at) => start + at);
    const isUneven = rows.some((row) => points[row] !== points[start]);
    groups.set(place, { x: steps.subarray(start, end), bands: rows.map(bandAt), isUneven });
    start = end;
  }
  return groups;
}

/** The same as `bandOf` of the values of a row. */
function bandsIn(table: Table, band: BandKind | undefined): (row: number) => Band {
  const [values, counts] = [doubles(table, 'value'), doubles(table, 'n')];
  const of = (row: number) => ({ value: values[row] ?? Number.NaN, n: counts[row] ?? 0 });
  if (band === undefined) return withEnds(() => undefined);
  if (band === 'minmax' || band === 'iqr') {
    const [lows, highs] = [doubles(table, 'lo'), doubles(table, 'hi')];
    return withEnds((row) => [lows[row] ?? Number.NaN, highs[row] ?? Number.NaN]);
  }
  const spreads = doubles(table, 'spread');
  const factors = new Map<number, number>();
  return withEnds((row) => {
    const { value, n } = of(row);
    if (n === 1) return undefined;
    const factor = factors.get(n) ?? widthFactor(band, n);
    factors.set(n, factor);
    const half = factor * (spreads[row] ?? Number.NaN);
    return [value - half, value + half];
  });

  function withEnds(ends: (row: number) => readonly [number, number] | undefined) {
    return (row: number): Band => {
      const { value, n } = of(row);
      const [lo, hi] = (n === 0 ? [Number.NaN, Number.NaN] : ends(row)) ?? [null, null];
      return { value, lo, hi, n };
    };
  }
}
