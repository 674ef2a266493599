/**
 * Student's t by its own definition: the integral of its density, by Gauss's rule of 16 nodes over many pieces. Slow and
 * plain; good to some 1e-12.
 */
export function twoSidedP(t: number, freedom: number): number {
  if (!Number.isFinite(t)) return Number.isNaN(t) ? Number.NaN : 0;
  // With t = sqrt(v) tan(a) the density becomes a power of the cosine, and the tail an integral up to a quarter turn.
  const from = Math.atan(Math.abs(t) / Math.sqrt(freedom));
  return (
    integral((angle) => Math.cos(angle) ** (freedom - 1), from, Math.PI / 2) /
    integral((angle) => Math.cos(angle) ** (freedom - 1), 0, Math.PI / 2)
  );
}

/** The t between whose negative and itself lies this share. */
export function quantileOfT(share: number, freedom: number): number {
  let [low, high] = [0, 1];
  while (1 - twoSidedP(high, freedom) < share) high *= 2;
  for (let turn = 0; turn < 200 && high - low > 1e-15 * high; turn++) {
    const middle = (low + high) / 2;
    if (1 - twoSidedP(middle, freedom) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function integral(of: (x: number) => number, from: number, to: number): number {
  // Pieces that halve towards the end, where the power of the cosine may have a steep slope.
  let total = 0;
  let left = from;
  for (let piece = 0; piece < 60; piece++) {
    const right = piece === 59 ? to : left + (to - left) / 2;
    total += gauss(of, left, right);
    left = right;
  }
  return total;
}

const nodes = [
  [0.0950125098376374, 0.1894506104550685],
  [0.2816035507792589, 0.1826034150449236],
  [0.4580167776572274, 0.1691565193950025],
  [0.6178762444026438, 0.1495959888165767],
  [0.755404408355003, 0.1246289712555339],
  [0.8656312023878318, 0.0951585116824928],
  [0.9445750230732326, 0.0622535239386479],
  [0.9894009349916499, 0.0271524594117541],
] as const;

function gauss(of: (x: number) => number, from: number, to: number): number {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  return (
    nodes.reduce((total, [at, weight]) => total + weight * (of(middle - half * at) + of(middle + half * at)), 0) * half
  );
}
