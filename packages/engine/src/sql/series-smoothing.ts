import type { SeriesSmoothing } from '../bind/bound.ts';
import { type PointNeeds, pointColumns } from './series-points.ts';
import { column, form, raw, type Select, type SelectColumn, type Sql, value } from './sql.ts';

/** The points of a series smoothed as `local/` smooths curves, with the step as x. */
export function smoothedPoints({ method, amount }: SeriesSmoothing, points: Select, needs: PointNeeds): Select {
  switch (method) {
    case 'ema':
      return amount === 0 ? points : decayed(withPlaces(points, needs), value('Float64', -1 / Math.log(amount)), needs);
    case 'twema': {
      const weight = Math.min(Math.sqrt(amount), 0.999);
      return weight === 0 ? points : decayed(withShares(points, needs), value('Float64', -1 / Math.log(weight)), needs);
    }
    case 'mean':
      return rollingMean(points, Math.floor(amount / 2), needs);
    case 'median':
      return rollingMedian(points, Math.floor(amount / 2), needs);
    case 'gaussian':
      return gaussian(points, amount, needs);
  }
}

const own = column('value', 'p');
const isNumber = 'NOT isNaN(p.value)';
/** Points that are finite and those that are not, each for themselves. */
const finiteOrNot = 'PARTITION BY p.run, isFinite(p.value) ORDER BY p.step';
const byRun = 'PARTITION BY p.run ORDER BY p.step';

/** The mean of the points so far by weights that fall with the distance in `place`: debiased, the finite ones alone. */
function decayed(points: Select, length: Sql, needs: PointNeeds): Select {
  const smoothed = form(
    (decay, x) => `if(isFinite(${x}), exponentialTimeDecayedAvg(${decay})(${x}, p.place) OVER (${finiteOrNot}), ${x})`,
    length,
    own,
  );
  return withValue(points, smoothed, needs);
}

/** Points with their place among the finite ones (or the others) of the run. */
function withPlaces(points: Select, needs: PointNeeds): Select {
  return withPlace(points, raw(`toFloat64(row_number() OVER (${finiteOrNot}))`), needs);
}

/** Points with their place on the run's own range of steps, which is 1000 wide. */
function withShares(points: Select, needs: PointNeeds): Select {
  const [low, high] = ['min', 'max'].map((end) => `${end}(p.step) OVER (PARTITION BY p.run)`);
  const share = raw(`if(${low} = ${high}, 0, (p.step - ${low}) * (1000 / (${high} - ${low})))`);
  return withPlace(points, share, needs);
}

/** Of a centred window of points, shorter at the ends; a NaN takes a place in it and stays NaN. */
function rollingMean(points: Select, half: number, needs: PointNeeds): Select {
  const size = value('UInt64', half);
  return withValue(
    points,
    form((n) => `if(isNaN(p.value), nan, ${rolling('avgIf', n)})`, size),
    needs,
  );
}

/** The same; sorted arrays are faster than exact quantiles of each window. */
function rollingMedian(points: Select, half: number, needs: PointNeeds): Select {
  const [low, high] = ['v[intDiv(length(v) + 1, 2)]', 'v[intDiv(length(v) + 2, 2)]'];
  const middle = `if(${low} = ${high}, ${low}, ${low} + (${high} - ${low}) * 0.5)`;
  const smoothed = form((n) => ofOne('v', `arraySort(${rolling('groupArrayIf', n)})`, middle), value('UInt64', half));
  return inBlocks(withValue(points, smoothed, needs));
}

/** NaN of a NaN point, else what is computed of an array: a function of it, so that it is made once. */
function ofOne(name: string, array: string, computed: string): string {
  return `arrayMap((${name}, own) -> if(isNaN(own), nan, ${computed}), [${array}], [p.value])[1]`;
}

function rolling(name: string, half = ''): string {
  return `${name}(p.value, ${isNumber}) OVER (${byRun} ROWS BETWEEN ${half} PRECEDING AND ${half} FOLLOWING)`;
}

/** Weights by distance in steps; the window of SQL is a little wider than 4 deviations, so that rounding leaves out none. */
function gaussian(points: Select, deviation: number, needs: PointNeeds): Select {
  const width = value('Float64', 4 * deviation * (1 + 1e-9));
  const place = form((x, w) => `${x} / ${w}`, column('step', 'p'), width);
  const inWidths = withPlace(points, place, needs);
  const frame = 'PARTITION BY p.run ORDER BY p.place RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING';
  const near = (name: string) => `groupArrayIf(${name}, ${isNumber}) OVER (${frame})`;
  const smoothed = form(
    (s, reach) => {
      const weight = `if(abs(x) <= ${reach}, exp(-(x * x) / (2 * ${s} * ${s})), 0)`;
      const weights = `arrayMap(x -> ${weight}, arrayMap(x -> x - p.step, ${near('p.step')}))`;
      const weighed = `arraySum((w, v) -> if(w = 0, 0, w * v), weights, values) / arraySum(weights)`;
      return `arrayMap((weights, values, own) -> if(isNaN(own), nan, ${weighed}), [${weights}], [${near('p.value')}], [p.value])[1]`;
    },
    value('Float64', deviation),
    value('Float64', 4 * deviation),
  );
  return inBlocks(withValue(inWidths, smoothed, needs));
}

/** The points with another value in place of their own. */
function withValue(points: Select, smoothed: Sql, needs: PointNeeds): Select {
  const kept = pointColumns(needs, 'p').slice(0, -1);
  return over(points, [...kept, { value: smoothed, as: 'value' }]);
}

/** The points with their `place`. */
function withPlace(points: Select, place: Sql, needs: PointNeeds): Select {
  return over(points, [...pointColumns(needs, 'p'), { value: place, as: 'place' }]);
}

/** Each row has the points around it as arrays: few rows at a time take less memory, and less time. */
function inBlocks(points: Select): Select {
  return { ...points, smallBlocks: true };
}

function over(points: Select, columns: readonly SelectColumn[]): Select {
  return { kind: 'select', columns, from: { kind: 'query', query: points, as: 'p' } };
}
