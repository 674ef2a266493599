import type { PointBlock } from '../write.ts';
import type { Points } from './summary.ts';

/** The points of one series in a batch, one a step, in ascending order of steps. */
export interface Series extends Points {
  readonly metric: number;
  readonly run: number;
  readonly order: Float64Array;
}

/** The series of a batch's blocks by metric and run, and how many points gave way to others of the same step. */
export function gatherSeries(
  blocks: readonly PointBlock[],
  metricOf: (name: string) => number,
  runOf: (index: number) => number,
): { readonly series: readonly Series[]; readonly superseded: number } {
  const bySeries = new Map<string, PointBlock[]>();
  for (const block of blocks) {
    checkLengths(block);
    if (block.steps.length === 0 || runOf(block.run) < 0) continue;
    const key = `${runOf(block.run)} ${block.metric}`;
    const others = bySeries.get(key);
    if (others === undefined) bySeries.set(key, [block]);
    else others.push(block);
  }
  let superseded = 0;
  const series: Series[] = [];
  for (const blocksOfOne of bySeries.values()) {
    const [first] = blocksOfOne;
    if (first === undefined) continue;
    const columns = oneAStep(joinBlocks(blocksOfOne));
    superseded += blocksOfOne.reduce((sum, block) => sum + block.steps.length, 0) - columns.steps.length;
    series.push({ ...columns, metric: metricOf(first.metric), run: runOf(first.run) });
  }
  series.sort((a, b) => a.metric - b.metric || a.run - b.run);
  return { series, superseded };
}

function checkLengths({ metric, steps, times, values, order }: PointBlock): void {
  const lengths = [steps.length, times.length, values.length, order.length];
  if (lengths.some((length) => length !== steps.length)) {
    throw new Error(`the columns of \`${metric}\` have lengths ${lengths.join(', ')}`);
  }
}

type Columns = Points & { readonly order: Float64Array };

function joinBlocks(blocks: readonly PointBlock[]): Columns {
  const [only, ...more] = blocks;
  if (only !== undefined && more.length === 0) return only;
  const join = (pick: (block: PointBlock) => Float64Array): Float64Array => {
    const joined = new Float64Array(blocks.reduce((sum, block) => sum + pick(block).length, 0));
    let at = 0;
    for (const block of blocks) {
      joined.set(pick(block), at);
      at += pick(block).length;
    }
    return joined;
  };
  return {
    steps: join((block) => block.steps),
    times: join((block) => block.times),
    values: join((block) => block.values),
    order: join((block) => block.order),
  };
}

/** Nothing is copied where the steps ascend already, the usual case. */
function oneAStep(columns: Columns): Columns {
  const { steps, order } = columns;
  let ascending = true;
  let before = Number.NEGATIVE_INFINITY;
  let negativeZero = false;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as number;
    if (Number.isNaN(step)) throw new Error('a point has a step that is NaN');
    if (step <= before && i > 0) ascending = false;
    if (step === 0 && Object.is(step, -0)) negativeZero = true;
    before = step;
  }
  if (ascending && !negativeZero) return columns;
  const rows = Uint32Array.from(steps, (_, i) => i).sort(
    (a, b) => (steps[a] as number) - (steps[b] as number) || (order[a] as number) - (order[b] as number) || a - b,
  );
  const kept = rows.filter((row, i) => i + 1 === rows.length || steps[row] !== steps[rows[i + 1] as number]);
  const pick = (from: Float64Array) => Float64Array.from(kept, (row) => from[row] as number);
  return {
    steps: pick(steps).map((step) => step + 0),
    times: pick(columns.times),
    values: pick(columns.values),
    order: pick(order),
  };
}
