/**
 * Largest-Triangle-Three-Buckets (Steinarsson 2013): `count` of the finite points, the first and the last of them always;
 * of each bucket between, as many points in each, the one whose triangle with the point chosen before it and the mean of
 * the next bucket is largest, the earliest if tied. A curve of `count` points or fewer comes whole, in order of x.
 */
export function sampleLttb(x: Float64Array, y: Float64Array, count: number): Uint32Array {
  if (x.length <= count) return Uint32Array.from(x.keys());
  const finite = Uint32Array.from(x.keys()).filter((i) => Number.isFinite(y[i]));
  if (finite.length <= count) return finite;
  const at = (place: number) => finite[place] as number;
  const every = (finite.length - 2) / (count - 2);
  const start = (bucket: number) => Math.min(Math.floor(bucket * every) + 1, finite.length);
  const kept = new Uint32Array(count);
  kept[0] = at(0);
  for (let bucket = 0; bucket < count - 2; bucket++) {
    const next = meanOf(finite, start(bucket + 1), Math.max(start(bucket + 2), start(bucket + 1) + 1), x, y);
    const before = kept[bucket] as number;
    kept[bucket + 1] = largest(finite, start(bucket), start(bucket + 1), before, next, x, y);
  }
  kept[count - 1] = at(finite.length - 1);
  return kept;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function meanOf(finite: Uint32Array, from: number, to: number, x: Float64Array, y: Float64Array): Place {
  let [sumX, sumY] = [0, 0];
  const end = Math.min(to, finite.length);
  for (let place = from; place < end; place++) {
    sumX += x[finite[place] as number] as number;
    sumY += y[finite[place] as number] as number;
  }
  return { x: sumX / (end - from), y: sumY / (end - from) };
}

function largest(
  finite: Uint32Array,
  from: number,
  to: number,
  before: number,
  next: Place,
  x: Float64Array,
  y: Float64Array,
): number {
  const [beforeX, beforeY] = [x[before] as number, y[before] as number];
  let best = finite[from] as number;
  let most = -1;
  for (let place = from; place < to; place++) {
    const i = finite[place] as number;
    const area = Math.abs(
      (beforeX - next.x) * ((y[i] as number) - beforeY) - (beforeX - (x[i] as number)) * (next.y - beforeY),
    );
    if (area > most) {
      most = area;
      best = i;
    }
  }
  return best;
}
