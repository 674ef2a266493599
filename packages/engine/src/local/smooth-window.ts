/**
 * The mean of a centred window of `count` points (one more if even), shorter at the ends. A NaN takes a place in the
 * window, is not averaged and stays NaN. Sums of blocks are joined and nothing is subtracted, so that infinities and
 * large values do no harm.
 */
export function smoothMean(values: Float64Array, count: number): Float64Array {
  const half = Math.floor(count / 2);
  const width = 2 * half + 1;
  const length = values.length;
  const sums = blocks(values, width, (value) => (Number.isNaN(value) ? 0 : value));
  const counts = blocks(values, width, (value) => (Number.isNaN(value) ? 0 : 1));
  return values.map((value, i) => {
    if (Number.isNaN(value)) return Number.NaN;
    const low = Math.max(0, i - half);
    const high = Math.min(length - 1, i + half);
    return between(sums, low, high, width) / between(counts, low, high, width);
  });
}

/** Sums from the start of each point's block to it, and from it to the end of its block. */
interface Blocks {
  readonly before: Float64Array;
  readonly after: Float64Array;
}

function blocks(values: Float64Array, width: number, of: (value: number) => number): Blocks {
  const before = new Float64Array(values.length);
  const after = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    before[i] = of(values[i] as number) + (i % width === 0 ? 0 : (before[i - 1] as number));
  }
  for (let i = values.length - 1; i >= 0; i--) {
    const ends = i === values.length - 1 || i % width === width - 1;
    after[i] = of(values[i] as number) + (ends ? 0 : (after[i + 1] as number));
  }
  return { before, after };
}

/** The sum of a window, which begins or ends with its block, or lies across two. */
function between({ before, after }: Blocks, low: number, high: number, width: number): number {
  const isOne = Math.floor(low / width) === Math.floor(high / width);
  if (!isOne) return (after[low] as number) + (before[high] as number);
  return low % width === 0 ? (before[high] as number) : (after[low] as number);
}

/** The median of the same window; between two values, their middle. */
export function smoothMedian(values: Float64Array, count: number): Float64Array {
  const half = Math.floor(count / 2);
  const sorted = new Float64Array(2 * half + 1);
  let size = 0;
  const add = (value: number) => {
    if (Number.isNaN(value)) return;
    const at = placeOf(sorted, size, value);
    sorted.copyWithin(at + 1, at, size);
    sorted[at] = value;
    size++;
  };
  const remove = (value: number) => {
    if (Number.isNaN(value)) return;
    const at = placeOf(sorted, size, value);
    sorted.copyWithin(at, at + 1, size);
    size--;
  };
  for (let i = 0; i < Math.min(half, values.length); i++) add(values[i] as number);
  return values.map((value, i) => {
    if (i - half - 1 >= 0) remove(values[i - half - 1] as number);
    if (i + half < values.length) add(values[i + half] as number);
    return Number.isNaN(value) ? Number.NaN : middleOf(sorted, size);
  });
}

/** Where a value stands, or would stand, among ascending ones. */
function placeOf(sorted: Float64Array, size: number, value: number): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function middleOf(sorted: Float64Array, size: number): number {
  const low = sorted[(size - 1) >> 1] as number;
  const high = sorted[size >> 1] as number;
  return low === high ? low : low + (high - low) * 0.5;
}
