/** What a query may be made of beyond the plain questions; the generator makes a construct only where it is on. */
export const constructs = [
  'aggregates',
  'point-conditions',
  'at-time',
  'at-percent',
  'at-best',
  'over',
  'smoothed',
  'when',
  'pointwise',
  'group',
  'best-run',
  'band',
  'top',
  'vs',
  'rank',
  'compare',
  'kin',
  'kin-values',
  'lineage',
  'curve-smoothings',
  'curve-expressions',
  'curve-every',
  'curve-relative',
  'curve-metric-axis',
  'curve-samplings',
  'curve-time-window',
  'curve-groups',
  'curve-history',
  'artifacts',
  'diff',
  'text-diff',
  'views',
] as const;

export type Construct = (typeof constructs)[number];

/** Which constructs a generator may use: 1 or 0, to be multiplied with a weight. */
export type Switches = Readonly<Record<Construct, 0 | 1>>;

/** All on but these. */
export function allBut(off: readonly Construct[]): Switches {
  return Object.fromEntries(constructs.map((name) => [name, off.includes(name) ? 0 : 1])) as Switches;
}
