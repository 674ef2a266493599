import type { Diagnostic, Span } from '@xt/grammar';
import type { Asker, Catalog } from '../catalog/catalog.ts';
import type { ValueType } from '../catalog/value-types.ts';
import type { BoundColumn, BoundExpression, PointSeries } from './bound.ts';
import type { Grouping } from './grouping.ts';
import type { FoundName } from './names.ts';
import type { RowValues } from './row-values.ts';
import { makeZone, type Zone } from './zone.ts';

/** What every part of binding is given: the data's names, who asks, what stands around, where to say what is wrong. */
export interface Environment {
  readonly catalog: Catalog;
  readonly asker: Asker;
  readonly zone: Zone;
  /** Ids of the projects that the asker reads; absent: every project. */
  readonly reach?: ReadonlySet<number>;
  readonly row: Row;
  readonly report: (diagnostic: Diagnostic) => void;
  /** Whether so many errors were said that nobody reads on: what costs time to word need not be worded. */
  readonly saidEnough: () => boolean;
  /** Told of each metric, param and tag that a path is found to mean. */
  readonly onName?: (name: FoundName, span: Span) => void;
  /** The columns that `*` and prefixes were found to be, by where rows may come from: a query may say them thousands of times. */
  readonly expansions: Map<Row['reach'], Map<string, readonly BoundColumn[]>>;
  /** A number that was not given before. */
  readonly newId: () => number;
  /** Whether nobody listens: what is only said or shown need not be found out. */
  readonly isMuted: boolean;
}

/** What names mean at one place of a query. */
export interface Row {
  /** The source that has these rows, as written: `runs`, `metrics` … */
  readonly source: string;
  /** Ids of the projects that rows may come from; absent: every project. */
  readonly reach?: ReadonlySet<number>;
  /** The row's own columns, where it is no run. */
  readonly columns: readonly RowColumn[];
  /** Whether a run stands behind each row, so that its fields, metrics and params are names too. */
  readonly ofRun: boolean;
  /** `as` names of the clauses before, and columns that they add. */
  readonly aliases: ReadonlyMap<string, BoundExpression>;
  /** After `group by`: what a group has; a bare value must be one of its keys. */
  readonly groups?: Grouping;
  /** Where metrics stand as their series: takes them in. */
  readonly points?: PointCollector;
  /** Takes in what needs the other rows (`rank`), to be computed before the clause that asks for it. */
  readonly values?: RowValues;
}

/** Takes in the series that a value is computed of point by point; gives the place of each. */
export interface PointCollector {
  readonly add: (series: PointSeries) => number;
}

/** A column of rows that are no runs. */
export interface RowColumn {
  readonly name: string;
  readonly type: ValueType;
  readonly whole?: true;
  readonly values?: readonly string[];
}

/** More is of no use to anybody; a list of 100,000 wrong values has as many mistakes. */
const most = 100;

/** An environment that collects; `finish` returns what was said, in order of its place. */
export function makeEnvironment(
  catalog: Catalog,
  asker: Asker,
): { readonly environment: Environment; readonly finish: () => readonly Diagnostic[] } {
  const said: Diagnostic[] = [];
  let errors = 0;
  let ids = 0;
  const report = (diagnostic: Diagnostic): void => {
    if (diagnostic.severity === 'error') errors++;
    said.push(diagnostic);
  };
  const environment: Environment = {
    catalog,
    asker,
    zone: makeZone(asker.zone),
    row: { source: 'runs', columns: [], ofRun: true, aliases: new Map() },
    isMuted: false,
    expansions: new Map(),
    newId: () => ++ids,
    report,
    saidEnough: () => errors >= most,
  };
  const finish = () => firstOfEach(unique(said.toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0))));
  return { environment, finish };
}

/** The same environment at another place. */
export function withRow(environment: Environment, row: Partial<Row>): Environment {
  return { ...environment, row: { ...environment.row, ...row } };
}

/** The same environment inside a function over runs, where each run has its own values again. */
export function withoutGroups(environment: Environment): Environment {
  const { groups } = environment.row;
  return groups === undefined ? environment : { ...environment, row: groups.inside };
}

/** The same environment where each run has one value again, and a metric is its last. */
export function withoutPoints(environment: Environment): Environment {
  const { points: _, ...row } = environment.row;
  return { ...environment, row };
}

/** The same environment, saying nothing: to look whether and as what something binds. */
export function muted(environment: Environment): Environment {
  return { ...environment, isMuted: true, report: () => undefined };
}

/** So many errors and so many notes: no number of notes hides an error. */
function firstOfEach(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const left = { error: most, note: most };
  return diagnostics.filter(({ severity }) => left[severity]-- > 0);
}

/** Each error once a place, each note once. */
function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((d) => {
    const place = d.severity === 'note' ? d.message : `${d.span?.start} ${d.span?.end}`;
    const key = `${d.code} ${place}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
