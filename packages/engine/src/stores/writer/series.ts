import type { PointBlock } from '../write.ts';
import type { Points } from './summary.ts';

/** The points of one series in a batch, one a step, in stretches that ascend and follow one another. */
export interface Series {
  readonly metric: number;
  readonly run: number;
  readonly stretches: readonly Stretch[];
  readonly count: number;
}

export interface Stretch extends Points {
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
    const stretches = toStretches(blocksOfOne);
    const count = countPoints(stretches);
    superseded += countPoints(blocksOfOne) - count;
    series.push({ metric: metricOf(first.metric), run: runOf(first.run), stretches, count });
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

function countPoints(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { steps }) => sum + steps.length, 0);
}

/** Nothing is copied where the blocks ascend and follow one another, the usual case. */
function toStretches(blocks: readonly Stretch[]): readonly Stretch[] {
  let before = Number.NEGATIVE_INFINITY;
  for (const { steps } of blocks) {
    if (!ascends(steps, before)) return [oneAStep(joinBlocks(blocks))];
    before = steps.at(-1) ?? before;
  }
  return blocks;
}

function joinBlocks(blocks: readonly Stretch[]): Stretch {
  const join = (pick: (block: Stretch) => Float64Array): Float64Array => {
    const joined = new Float64Array(countPoints(blocks));
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

/** Whether steps ascend from beyond `before`, none of them the -0 that is another 0 to the store. */
function ascends(steps: Float64Array, before: number): boolean {
  let last = before;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as number;
    if (Number.isNaN(step)) throw new Error('a point has a step that is NaN');
    if (step <= last || Object.is(step, -0)) return false;
    last = step;
  }
  return true;
}

function oneAStep({ steps, times, values, order }: Stretch): Stretch {
  if (steps.some(Number.isNaN)) throw new Error('a point has a step that is NaN');
  const rows = Uint32Array.from(steps, (_, i) => i).sort(
    (a, b) => (steps[a] as number) - (steps[b] as number) || (order[a] as number) - (order[b] as number) || a - b,
  );
  const kept = rows.filter((row, i) => i + 1 === rows.length || steps[row] !== steps[rows[i + 1] as number]);
  const pick = (from: Float64Array) => Float64Array.from(kept, (row) => from[row] as number);
  return {
    steps: pick(steps).map((step) => step + 0),
    times: pick(times),
    values: pick(values),
    order: pick(order),
  };
}
