/** A place on the axis with its value, and which point it is. */
export interface Sampled {
  readonly x: number;
  readonly value: number;
}

/** At most `count` of the points, in order along the axis. */
export function sample<P extends Sampled>(points: readonly P[], count: number, method: string): readonly P[] {
  if (points.length <= count) return points;
  switch (method) {
    case 'minmax':
      return buckets(points, Math.floor(count / 4)).flatMap(fourOf);
    case 'last':
      return buckets(points, count)
        .map((bucket) => bucket.at(-1))
        .filter((point) => point !== undefined);
    case 'lttb':
      return lttb(
        points.filter((point) => Number.isFinite(point.value)),
        count,
      );
    default:
      throw new Error(`no sampling ${method}`);
  }
}

/** Points in buckets of equal width on the axis; the last place belongs to the last bucket. */
function buckets<P extends Sampled>(points: readonly P[], count: number): readonly (readonly P[])[] {
  const places = points.map((point) => point.x);
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const bucketOf = (x: number) => Math.min(count - 1, Math.floor(((x - first) / (last - first)) * count));
  return Array.from({ length: count }, (_, bucket) =>
    points.filter((point) => (last === first ? 0 : bucketOf(point.x)) === bucket),
  );
}

/** The first, the last, the least and the greatest point, the earliest if tied. */
function fourOf<P extends Sampled>(points: readonly P[]): readonly P[] {
  const numbers = points.filter((point) => !Number.isNaN(point.value));
  const least = numbers.find((point) => numbers.every((other) => point.value <= other.value));
  const greatest = numbers.find((point) => numbers.every((other) => point.value >= other.value));
  const kept = [points[0], least, greatest, points.at(-1)];
  return points.filter((point) => kept.includes(point));
}

/** Largest triangle three buckets, as its author wrote it, of points with finite values. */
function lttb<P extends Sampled>(points: readonly P[], count: number): readonly P[] {
  if (points.length <= count) return points;
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || count === 0) return [];
  if (count === 1) return [first];
  if (count === 2) return [first, last];
  const every = (points.length - 2) / (count - 2);
  const bucket = (index: number) =>
    points.slice(Math.floor(index * every) + 1, Math.min(Math.floor((index + 1) * every) + 1, points.length));
  const chosen: P[] = [first];
  for (let index = 0; index < count - 2; index++) {
    const next = bucket(index + 1);
    const average = { x: mean(next.map((point) => point.x)), value: mean(next.map((point) => point.value)) };
    const from = chosen.at(-1) ?? first;
    const area = (point: P) =>
      Math.abs((from.x - average.x) * (point.value - from.value) - (from.x - point.x) * (average.value - from.value));
    const [best] = bucket(index).toSorted((a, b) => area(b) - area(a));
    if (best !== undefined) chosen.push(best);
  }
  return [...chosen, last];
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
