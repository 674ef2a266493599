import { type Clause, type Column, printExpression, type Query } from '@xt/grammar';
import type { Axis } from '../state/state.ts';
import { type CurveMaking, makingClauses, metricName } from './curves-of.ts';
import { plainName } from './plain-name.ts';
import { quoteText, readQuery, withClauses } from './splice.ts';

/** What a query of curves says of how they are drawn. */
export interface QueryCurves {
  /** What it draws, as the answer calls it. */
  readonly metrics: readonly string[];
  readonly isGrouped: boolean;
  /** Its own `x`, where that is an axis that panes have. */
  readonly axis: Axis | undefined;
  /** The metric that is its `x`. */
  readonly x: string | undefined;
  /** The weight of its `smooth ema`. */
  readonly smooth: number | undefined;
  /** How it smooths otherwise, as it is written. */
  readonly smoothing: string | undefined;
}

/** What the query says of curves; undefined where it is of something else. */
export function queryCurves(text: string): QueryCurves | undefined {
  const query = /\bcurves\b/i.test(text) ? readQuery(text) : undefined;
  if (query?.source.kind !== 'curves') return undefined;
  const x = query.clauses.find(({ kind }) => kind === 'x');
  const smooth = query.clauses.find(({ kind }) => kind === 'smooth');
  const axis = x?.kind === 'x' ? plainName(printExpression(x.axis)) : undefined;
  const isEma = smooth?.kind === 'smooth' && smooth.smoothing.method.text === 'ema';
  return {
    metrics: query.source.columns.map((column) => columnName(column, text)),
    isGrouped: query.clauses.some(({ kind }) => kind === 'group'),
    axis: isAxis(axis) ? axis : undefined,
    x: isAxis(axis) ? undefined : axis,
    smooth: isEma ? smooth.smoothing.amount.value : undefined,
    smoothing: smooth === undefined || isEma ? undefined : text.slice(smooth.span.start, smooth.span.end),
  };
}

/** What a pane shows of the curves of a query, where that differs. */
export interface CurvesShown extends CurveMaking {
  readonly metrics: readonly string[];
  /** These runs alone. */
  readonly ids: readonly string[];
  /** Of no more runs than so many. */
  readonly mostRuns: number;
}

/**
 * The query of the same curves as a pane shows them: of some of its metrics or of others, and with the pane's axis, smoothing and
 * window in place of its own. Where it groups, all of its runs are in the groups.
 */
export function curvesOfQuery(text: string, shown: CurvesShown): string | undefined {
  const query = readQuery(text);
  if (query?.source.kind !== 'curves') return undefined;
  const written = new Map(
    query.source.columns.map((column) => [columnName(column, text), sliceOf(text, column)] as const),
  );
  const columns = shown.metrics.map((name) => written.get(name) ?? metricName(name)).join(', ');
  const set = shown.ids.length === 0 ? sliceOf(text, query.source.of) : `run ${shown.ids.map(quoteText).join(', ')}`;
  const source = readQuery(`curves ${columns} of ${set}`)?.source;
  const made = curveClauses(makingClauses(shown).join(' '));
  if (source === undefined || made === undefined) return undefined;
  const kept = query.clauses.filter(
    (clause) => stays(clause, shown) && (shown.ids.length === 0 || !chooses.has(clause.kind)),
  );
  const own = kept.some(({ kind }) => kind === 'sample');
  const added = made.filter(({ kind }) => !own || kind !== 'sample');
  return withClauses({ ...query, comments: [], source }, [...limited(query, kept, shown), ...added]);
}

const chooses: ReadonlySet<Clause['kind']> = new Set(['where', 'sort', 'limit', 'top']);

/** Whether the pane leaves a clause as it is. */
function stays(clause: Clause, { axis, smooth, window, points }: CurvesShown): boolean {
  switch (clause.kind) {
    case 'x':
      return axis === 'step' && !isAxis(plainName(printExpression(clause.axis)));
    case 'smooth':
      return smooth === 0 && clause.smoothing.method.text !== 'ema';
    case 'window':
      return window === undefined || clause.by !== (axis === 'step' ? 'steps' : 'time');
    case 'sample':
      return typeof points !== 'number' || (clause.count !== undefined && clause.count <= points);
    default:
      return true;
  }
}

/** The clauses with no more runs than can be told apart; groups are of all. */
function limited({ clauses }: Query, kept: readonly Clause[], { ids, mostRuns }: CurvesShown): readonly Clause[] {
  const isFew = clauses.some(
    (clause) => (clause.kind === 'limit' || clause.kind === 'top') && clause.count <= mostRuns,
  );
  if (ids.length > 0 || isFew || clauses.some(({ kind }) => kind === 'group')) return kept;
  const limit = curveClauses(`limit ${mostRuns}`) ?? [];
  return [...kept.filter(({ kind }) => kind !== 'limit'), ...limit];
}

function curveClauses(fragment: string): readonly Clause[] | undefined {
  return readQuery(`curves a of runs ${fragment}`)?.clauses;
}

function columnName(column: Column, text: string): string {
  if (column.kind !== 'column') return sliceOf(text, column);
  return column.alias?.name ?? plainName(printExpression(column.expression).replace(/^metrics\./, ''));
}

function sliceOf(text: string, { span }: Pick<Column, 'span'>): string {
  return text.slice(span.start, span.end);
}

function isAxis(text: string | undefined): text is Axis {
  return text === 'step' || text === 'time' || text === 'relative';
}
