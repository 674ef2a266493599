/** The 97.5 % quantile of the normal distribution. */
const z = 1.959963984540054;

/** Terms of Cornish and Fisher's series for the quantile of Student's t at `z`, by falling powers of the degrees of freedom. */
export const studentSeries = [
  z,
  (z ** 3 + z) / 4,
  (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
  (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
] as const;

/** From so many degrees of freedom on the series is exact to the last digits. */
export const seriesFrom = 500;

/** Twice the probability beyond |t| of Student's t distribution with `df` degrees of freedom, exact where it is tiny too. */
export function twoSidedP(t: number, df: number): number {
  if (Number.isNaN(t) || Number.isNaN(df)) return Number.NaN;
  if (t === 0) return 1;
  if (!Number.isFinite(t)) return 0;
  // The regularised incomplete beta function I(x; df / 2, 1 / 2) at x = df / (df + t²); far out t² overflows.
  const square = t * t;
  const isFar = !Number.isFinite(square);
  const logX = isFar ? Math.log(df) - 2 * Math.log(Math.abs(t)) : -Math.log1p(square / df);
  const rest = isFar ? 1 : square / (df + square);
  const a = df / 2;
  const front = (Math.exp(a * logX) * Math.sqrt(rest) * gammaRatio(a)) / Math.sqrt(Math.PI);
  const x = Math.exp(logX);
  return x < (a + 1) / (a + 2.5) ? (front * fraction(x, a, 0.5)) / a : 1 - (front * fraction(rest, 0.5, a)) / 0.5;
}

/** The t that Student's t distribution with `df` degrees of freedom (at least 1) exceeds in 2.5 % of cases. */
export function studentQuantile(df: number): number {
  const series = studentSeries.reduceRight((sum, term) => term + sum / df, 0);
  if (df >= seriesFrom) return series;
  let t = df < 4 ? z * (1 + 1.5 / df) : series;
  for (let step = 0; step < 100; step++) {
    const next = t + (twoSidedP(t, df) - 0.05) / (2 * density(t, df));
    // Each of Newton's steps squares the error.
    if (Math.abs(next - t) <= 1e-9 * next) return next;
    t = next;
  }
  return t;
}

/** The quantiles for 1, 2 … degrees of freedom. */
export function studentQuantiles(count: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: count }, (_, index) => studentQuantile(index + 1));
}

function density(t: number, df: number): number {
  const power = Math.exp(-((df + 1) / 2) * Math.log1p((t * t) / df));
  return (gammaRatio(df / 2) / Math.sqrt(df * Math.PI)) * power;
}

/** Gamma(a + 1/2) / Gamma(a): by its asymptotic series, from where that is exact down to `a`. */
function gammaRatio(a: number): number {
  let factor = 1;
  let at = a;
  for (; at < 20; at++) factor *= at / (at + 0.5);
  const u = 1 / at;
  const terms = [-1 / 8, 1 / 192, -1 / 640, 17 / 14336, -31 / 18432];
  const log = terms.reduceRight((sum, term) => term + sum * u * u, 0) * u;
  return factor * Math.sqrt(at) * Math.exp(log);
}

/** The continued fraction of the incomplete beta function, by Lentz's method. */
function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return result;
}
