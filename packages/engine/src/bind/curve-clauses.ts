import type { Clause, RangeEnd } from '@xt/grammar';
import { nameDistance } from '../catalog/nearest-names.ts';
import { readBand } from './bands.ts';
import type { BandKind, CurveMaking, PointSeries, Range } from './bound.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { bindSeries } from './points.ts';
import { findRuns } from './run-texts.ts';
import { bindSmoothing } from './series-windows.ts';

/** What the clauses of curves say of how they are made. */
export interface CurveSettings extends CurveMaking {
  /** Of `x` another metric. */
  readonly axisSeries?: PointSeries;
  readonly band?: BandKind;
}

type ClauseOf<K extends Clause['kind']> = Extract<Clause, { readonly kind: K }>;

const samplings = ['minmax', 'lttb', 'last'] as const;

/** How the curves are made, from the clauses that say it; the default is `x step sample 1000 minmax`. */
export function bindCurveClauses(environment: Environment, clauses: readonly Clause[]): CurveSettings {
  reportRepeated(environment, clauses);
  let settings: CurveSettings = { axis: 'step', sample: { kind: 'minmax', count: 1000 } };
  for (const clause of clauses) settings = { ...settings, ...bindClause(environment, clause) };
  reportLoneBand(environment, clauses);
  reportWidth(environment, clauses, settings);
  return settings;
}

function bindClause(environment: Environment, clause: Clause): Partial<CurveSettings> {
  switch (clause.kind) {
    case 'smooth': {
      const smooth = bindSmoothing(environment, clause.smoothing);
      return smooth === undefined ? {} : { smooth };
    }
    case 'x':
      return bindAxis(environment, clause);
    case 'window':
      return { [clause.by]: rangeOf(clause.range) };
    case 'sample':
      return bindSample(environment, clause);
    case 'relative': {
      const [base] = findRuns(environment, [clause.base]) ?? [];
      return base === undefined ? {} : { relativeTo: base.number };
    }
    case 'every':
      return bindEvery(environment, clause);
    case 'band': {
      const band = readBand(environment, clause.band);
      return band === undefined ? {} : { band };
    }
    case 'history':
      return { history: true };
    default:
      return {};
  }
}

function bindAxis(environment: Environment, clause: ClauseOf<'x'>): Partial<CurveSettings> {
  const [part, ...more] = clause.axis.parts;
  const word = part?.kind === 'plain' && more.length === 0 ? part.text.toLowerCase() : undefined;
  if (word === 'step' || word === 'time' || word === 'relative') return { axis: word };
  const axisSeries = bindSeries(environment, clause.axis, 'x');
  return axisSeries === undefined ? {} : { axis: 'series', axisSeries };
}

// An end before the start is an error of the grammar already.
function rangeOf({ from, to }: ClauseOf<'window'>['range']): Range {
  const end = ({ value, negative }: RangeEnd) =>
    (value.kind === 'number' ? value.value : value.seconds) * (negative ? -1 : 1);
  return { ...(from && { from: end(from) }), ...(to && { to: end(to) }) };
}

function bindEvery(environment: Environment, { width }: ClauseOf<'every'>): Partial<CurveSettings> {
  const every = width.kind === 'number' ? width.value : width.seconds;
  if (every > 0) return { every };
  const found = `\`${width.text}\``;
  environment.report(problem('out-of-range', width.span, { expected: 'a width above 0', found, hint: '`every 1000`' }));
  return {};
}

function bindSample(environment: Environment, clause: ClauseOf<'sample'>): Partial<CurveSettings> {
  const { count, method } = clause;
  if (count === undefined) return { sample: { kind: 'none' } };
  const name = method?.text.toLowerCase() ?? 'minmax';
  const kind = samplings.find((known) => known === name);
  if (kind === undefined) {
    if (method !== undefined) reportWord(environment, method, 'way to sample', samplings);
    return {};
  }
  if (count >= 4) return { sample: { kind, count } };
  const hint = 'all points: `sample none`';
  environment.report(
    problem('out-of-range', clause.span, { expected: 'at least 4 points', found: `\`${count}\``, hint }),
  );
  return {};
}

function reportWord(
  environment: Environment,
  word: { readonly text: string; readonly span: Clause['span'] },
  what: string,
  known: readonly string[],
): void {
  const near = known.filter((each) => nameDistance(word.text, each) !== undefined);
  const names = (near.length > 0 ? near : known).map((each) => `\`${each}\``).join(', ');
  const hint = near.length > 0 ? `nearest: ${names}` : `there is: ${names}`;
  environment.report(problem('unknown-word', word.span, { what, name: word.text, hint }));
}

/** A width of time is of an axis of time, and the other way round. */
function reportWidth(environment: Environment, clauses: readonly Clause[], { axis }: CurveSettings): void {
  const every = clauses.find((clause) => clause.kind === 'every');
  if (every === undefined) return;
  const { width } = every;
  const isTime = axis === 'time' || axis === 'relative';
  if (isTime === (width.kind === 'duration')) return;
  const found = `\`${width.text}\``;
  const expected = isTime ? 'a duration, as the axis is of time' : 'a number, as on the axis';
  const hint = isTime ? `\`every ${width.text}s\`` : '`x relative every 1h`';
  environment.report(problem('type-mismatch', width.span, { expected, found, hint }));
}

function reportLoneBand(environment: Environment, clauses: readonly Clause[]): void {
  const band = clauses.find((clause) => clause.kind === 'band');
  if (band === undefined || clauses.some(({ kind }) => kind === 'group')) return;
  environment.report(problem('lone-band', band.span, { hint: '`group by params.lr band ci95`' }));
}

const once: Partial<Readonly<Record<Clause['kind'], string>>> = {
  smooth: 'smooth',
  x: 'x',
  sample: 'sample',
  every: 'every',
  band: 'band',
  relative: 'relative to',
  group: 'group by',
};

function reportRepeated(environment: Environment, clauses: readonly Clause[]): void {
  const seen = new Set<string>();
  for (const clause of clauses) {
    const name = clause.kind === 'window' ? clause.by : once[clause.kind];
    if (name === undefined) continue;
    if (seen.has(name)) environment.report(problem('repeated-clause', clause.span, { clause: name }));
    seen.add(name);
  }
}
