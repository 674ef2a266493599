import type { BandKind, BoundExpression } from '../bind/bound.ts';
import { shapeOf } from '../bind/shape.ts';
import { seriesFrom, studentQuantiles } from '../local/student-t.ts';
import { itemsOf } from '../plan/split-groups.ts';
import type { AroundMean, GroupedValue } from '../plan/steps.ts';
import { isNumber } from './choose-stages.ts';
import { clickHouseValue, type Inputs, isWhole } from './clickhouse-values.ts';
import {
  bandExtreme,
  bestRuns,
  conditionOverRuns,
  firstRun,
  numbers,
  overRuns,
  quantileOverRuns,
  widthOfBand,
} from './forms-groups.ts';
import { column, form, raw, type SelectColumn, type Sql, value } from './sql.ts';

/** The values of groups in the layers in which they are computed: a long expression is planned once, not with each mention. */
export interface GroupValues {
  /** Of a single row, each once: `x1` … */
  readonly items: readonly SelectColumn[];
  /** Over the rows of a group: `a1` … of the aggregates, and what bands are made of. */
  readonly direct: readonly SelectColumn[];
  /** How far bands go from the mean: `w…`. */
  readonly widths: readonly SelectColumn[];
  /** The ends of those bands, as `a…` too. */
  readonly ends: readonly SelectColumn[];
  /** The columns of what the ends of other bands are made of, by the name of the aggregate. */
  readonly parts: ReadonlyMap<string, BandParts>;
  /** How many rows have NaN where an aggregate passes over it: `n1` …, once for each item. */
  readonly nans: readonly SelectColumn[];
}

export interface BandParts {
  readonly mean: string;
  readonly std: string;
  readonly n: string;
}

/** The values of aggregates over rows that are read by `inputs`. */
export function groupValues(aggregates: readonly GroupedValue[], inputs: Inputs): GroupValues {
  const items = new Map<string, SelectColumn & { readonly as: string }>();
  const whole = new Set<string>();
  const itemOf = (expression: BoundExpression): string => {
    const shape = shapeOf(expression);
    const known = items.get(shape) ?? { value: clickHouseValue(expression, inputs), as: `x${items.size + 1}` };
    items.set(shape, known);
    if (isWhole(expression, inputs)) whole.add(known.as);
    return known.as;
  };
  const named = aggregates.map((aggregate, index) => ({
    of: aggregate.of,
    items: itemsOf(aggregate).map(itemOf),
    as: `a${index + 1}`,
    name: aggregate.name,
    place: index + 1,
  }));
  const bands = named.flatMap(({ of, items: [x = ''], as }) => {
    return of.kind === 'band' && isAround(of.band) && of.end !== 'n' ? [{ band: of.band, end: of.end, x, as }] : [];
  });
  const apart = named.flatMap(({ of, items: [x = ''], as, name }) => {
    return of.kind === 'band-parts' ? [{ x, as, name }] : [];
  });
  const ends = new Set([...bands, ...apart].map(({ as }) => as));
  const means = new Map(named.flatMap(({ of, items: [x = ''], as }) => (of.kind === 'mean' ? [[x, as] as const] : [])));
  const counted = new Map(
    named
      .flatMap(({ of, items: [x = ''], place }) => (passesNan(of) && !whole.has(x) ? [[x, place] as const] : []))
      .reverse(),
  );
  return {
    items: [...items.values()],
    direct: [
      ...named.flatMap(({ of, items: own, as }) => (ends.has(as) ? [] : [{ value: aggregateOf(of, own, whole), as }])),
      ...[...new Set([...bands, ...apart].map(({ x }) => x))].flatMap((x) => partsOfBands(x, means.has(x))),
    ],
    widths: [...new Map(bands.map(({ band, x }) => [widthName(band, x), widthOf(band, x)])).values()],
    ends: bands.map(({ band, end, x, as }) => ({
      value: endOf(end, means.get(x) ?? meanName(x), widthName(band, x)),
      as,
    })),
    parts: new Map(
      apart.map(({ x, name }) => [name, { mean: means.get(x) ?? meanName(x), std: `${x}_std`, n: `${x}_n` }]),
    ),
    nans: [...counted].map(([x, place]) => ({ value: say((of) => `countIf(isNaN(${of}))`, x), as: `n${place}` })),
  };
}

function isAround(band: BandKind): band is AroundMean {
  return band !== 'minmax' && band !== 'iqr';
}

function say(to: (x: string) => string, x: string): Sql {
  return form((text) => to(text ?? ''), column(x));
}

function partsOfBands(x: string, hasMean: boolean): readonly SelectColumn[] {
  return [
    ...(hasMean ? [] : [{ value: say((of) => overRuns('mean', of), x), as: meanName(x) }]),
    { value: say((of) => overRuns('std', of), x), as: `${x}_std` },
    { value: say(numbers, x), as: `${x}_n` },
  ];
}

function meanName(x: string): string {
  return `${x}_mean`;
}

function widthName(band: AroundMean, x: string): string {
  return `w_${band}_${x}`;
}

function widthOf(band: AroundMean, x: string): SelectColumn {
  const tables = band === 'ci95' ? [value('String', new Uint8Array(studentQuantiles(seriesFrom - 1).buffer))] : [];
  const width = form(
    (std, n, table) => widthOfBand(band, std ?? '', n ?? '', table ?? ''),
    column(`${x}_std`),
    column(`${x}_n`),
    ...tables,
  );
  return { value: width, as: widthName(band, x) };
}

function endOf(end: 'lo' | 'hi', mean: string, width: string): Sql {
  const op = end === 'lo' ? '-' : '+';
  return form((from, by) => `${from} ${op} ${by}`, column(mean), column(width));
}

function aggregateOf(
  of: GroupedValue['of'],
  [x = '', second = '']: readonly string[],
  whole: ReadonlySet<string>,
): Sql {
  const areWhole = whole.has(x);
  switch (of.kind) {
    case 'count-runs':
      return raw('toFloat64(count())');
    case 'count':
      return say((text) => `toFloat64(count(${text}))`, x);
    case 'count-true':
      return say((text) => `toFloat64(countIf(${text} = 1))`, x);
    case 'any':
    case 'all':
      return say((text) => conditionOverRuns(of.kind, text), x);
    case 'quantile':
      return form(
        (text, share) => quantileOverRuns(text ?? '', share ?? '', areWhole),
        column(x),
        value('Float64', of.share),
      );
    case 'band':
      if (of.end === 'n') return say((text) => `toFloat64(${numbers(text)})`, x);
      if (isAround(of.band)) throw new Error(`\`${of.band}\` is computed of a mean`);
      return say(bandExtreme(of.band, of.end), x);
    case 'band-parts':
      throw new Error('the parts of a band are no value');
    case 'first-run':
      return form((id, name) => firstRun(id ?? '', name ?? ''), column(x), column(second));
    case 'best-runs':
      return say((text) => bestRuns(text, of.direction, isNumber(of.item)), x);
    default:
      return say((text) => overRuns(of.kind, text, areWhole), x);
  }
}

/** Whether NaN values are left out of it. */
function passesNan(of: GroupedValue['of']): boolean {
  switch (of.kind) {
    case 'count-runs':
    case 'count':
    case 'count-true':
    case 'any':
    case 'all':
    case 'band':
    case 'first-run':
    case 'best-runs':
    case 'band-parts':
      return false;
    default:
      return true;
  }
}
