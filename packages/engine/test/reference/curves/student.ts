/**
 * Student's t by its own definition: the integral of its density, by Gauss's rule of 16 nodes over many pieces. Slow and
 * plain; good to some 1e-12 (of 300 values against scipy's).
 */
export function twoSidedP(t: number, freedom: number): number {
  if (!Number.isFinite(t)) return Number.isNaN(t) ? Number.NaN : 0;
  return tail(t, freedom) / tail(0, freedom);
}

/** The t between whose negative and itself lies this share, by Newton's way up from below. */
export function quantileOfT(share: number, freedom: number): number {
  const whole = tail(0, freedom);
  let t = 0;
  for (let turn = 0; turn < 200; turn++) {
    const slope = Math.cos(Math.atan(t / Math.sqrt(freedom))) ** (freedom + 1) / Math.sqrt(freedom) / whole;
    const next = t + (share - 1 + tail(t, freedom) / whole) / slope;
    if (Math.abs(next - t) <= 1e-15 * next) return next;
    t = next;
  }
  return t;
}

/** With t = sqrt(v) tan(a) the density becomes a power of the cosine, and the tail an integral up to a quarter turn. */
function tail(t: number, freedom: number): number {
  const from = Math.atan(Math.abs(t) / Math.sqrt(freedom));
  return integral((angle) => Math.cos(angle) ** (freedom - 1), from, Math.PI / 2);
}

/** Even pieces, and towards the end, where the power of the cosine may have any slope, ever smaller ones. */
function integral(of: (x: number) => number, from: number, to: number): number {
  const even = (to - from) / 200;
  const ends = Array.from({ length: 199 }, (_, piece) => from + even * (piece + 1));
  for (let piece = 1; piece < 40; piece++) ends.push(to - even / 2 ** piece);
  return [...ends, to].reduce((total, end, piece) => total + gauss(of, ends[piece - 1] ?? from, end), 0);
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
