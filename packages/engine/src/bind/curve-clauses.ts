import type { Clause, RangeEnd } from '@xt/grammar';
import { nameDistance } from '../catalog/nearest-names.ts';
import type { BoundCurves } from './bound.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { bindSeries } from './points.ts';
import { findRuns } from './run-texts.ts';

type Settings = Pick<BoundCurves, 'axis' | 'window' | 'smooth' | 'sample'>;
type ClauseOf<K extends Clause['kind']> = Extract<Clause, { readonly kind: K }>;

const smoothings: readonly string[] = ['ema', 'twema', 'gaussian', 'mean', 'median'];
const samplings: readonly string[] = ['minmax', 'lttb', 'last'];

/** How the curves are made, from the clauses that say it; the default is `x step sample 1000 minmax`. */
export function checkCurveClauses(environment: Environment, clauses: readonly Clause[]): Settings {
  reportRepeated(environment, clauses);
  let settings: Settings = { axis: 'step', sample: { kind: 'minmax', count: 1000 } };
  for (const clause of clauses) settings = { ...settings, ...bindClause(environment, clause) };
  return settings;
}

function bindClause(environment: Environment, clause: Clause): Partial<Settings> {
  switch (clause.kind) {
    case 'smooth':
      return bindSmooth(environment, clause);
    case 'x':
      return bindAxis(environment, clause);
    case 'window':
      return bindWindow(environment, clause);
    case 'sample':
      return bindSample(environment, clause);
    case 'relative':
      findRuns(environment, [clause.base]);
      environment.notYet(clause.span, '`relative to`');
      return {};
    case 'every':
      environment.notYet(clause.span, '`every`');
      return {};
    case 'band':
      environment.notYet(clause.span, '`band`');
      return {};
    case 'history':
      environment.notYet(clause.span, '`with history`');
      return {};
    default:
      return {};
  }
}

function bindSmooth(environment: Environment, clause: ClauseOf<'smooth'>): Partial<Settings> {
  const { method, amount } = clause.smoothing;
  const name = method.text.toLowerCase();
  if (!smoothings.includes(name)) {
    reportWord(environment, method, 'smoothing', smoothings);
    return {};
  }
  if (name !== 'ema') {
    environment.notYet(clause.span, `\`smooth ${name}\``);
    return {};
  }
  const weight = amount.value;
  if (weight >= 0 && weight < 1) return { smooth: { method: 'ema', weight } };
  const expected = 'a weight from 0 to below 1';
  const found = `\`${amount.text}\``;
  environment.report(problem('out-of-range', amount.span, { expected, found, hint: 'usual is `smooth ema 0.9`' }));
  return {};
}

function bindAxis(environment: Environment, clause: ClauseOf<'x'>): Partial<Settings> {
  const [part, ...more] = clause.axis.parts;
  const word = part?.kind === 'plain' && more.length === 0 ? part.text.toLowerCase() : undefined;
  if (word === 'step' || word === 'time' || word === 'relative') return { axis: word };
  if (bindSeries(environment, clause.axis, 'x') !== undefined) environment.notYet(clause.span, '`x` of a metric');
  return {};
}

function bindWindow(environment: Environment, clause: ClauseOf<'window'>): Partial<Settings> {
  if (clause.by === 'time') {
    environment.notYet(clause.span, '`time` windows');
    return {};
  }
  const { from, to } = clause.range;
  return {
    window: { ...(from === undefined ? {} : { from: stepOf(from) }), ...(to === undefined ? {} : { to: stepOf(to) }) },
  };
}

// A duration here, or an end before the start, is an error of the grammar already.
function stepOf({ value, negative }: RangeEnd): number {
  const size = value.kind === 'number' ? value.value : value.seconds;
  return negative ? -size : size;
}

function bindSample(environment: Environment, clause: ClauseOf<'sample'>): Partial<Settings> {
  const { count, method } = clause;
  if (count === undefined) return { sample: { kind: 'none' } };
  const name = method?.text.toLowerCase() ?? 'minmax';
  if (method !== undefined && !samplings.includes(name)) {
    reportWord(environment, method, 'way to sample', samplings);
    return {};
  }
  if (count < 4) {
    const hint = 'all points: `sample none`';
    const found = `\`${count}\``;
    environment.report(problem('out-of-range', clause.span, { expected: 'at least 4 points', found, hint }));
    return {};
  }
  if (name !== 'minmax') {
    environment.notYet(clause.span, `\`sample ${count} ${name}\``);
    return {};
  }
  return { sample: { kind: 'minmax', count } };
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

const once: Partial<Readonly<Record<Clause['kind'], string>>> = {
  smooth: 'smooth',
  x: 'x',
  sample: 'sample',
  every: 'every',
  band: 'band',
  relative: 'relative to',
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
