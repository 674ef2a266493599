import { type Clause, type Column, type Expression, printExpression } from '@xt/grammar';
import { bandOf } from './curves/bands.ts';
import { fields } from './runs/fields.ts';
import { groupsOf, keyExpressions, valuesOver } from './runs/groups.ts';
import { folded, namesOf } from './runs/names.ts';
import { orderedValueOf, sorted, sortedBy } from './runs/ordered.ts';
import { isDescending } from './runs/rank.ts';
import { runNamed } from './runs/run-sets.ts';
import { holdsFor, type Row, type Stage, valueFor } from './runs/run-values.ts';
import type { Shown, Table } from './table.ts';
import { isSame } from './values/order.ts';
import { calculate } from './values/scalars.ts';
import { amount, isNaNValue, number, text, type Value } from './values/value.ts';
import { Refused, type Scene } from './world.ts';

/** Rows on their way through the clauses: what later clauses see, and what is shown of them. */
export interface Flow {
  readonly stage: Stage;
  readonly shown: readonly Shown<Row>[];
  /** The columns of `group by`'s keys, which stand before what is selected. */
  readonly keys: readonly Shown<Row>[];
  readonly grouped: boolean;
  /** Whether the order of the rows is told. */
  readonly ordered: boolean;
  /** Whether a `select` named the columns. */
  readonly selected?: boolean;
}

/** Applies clauses from left to right. */
export function flow(start: Flow, clauses: readonly Clause[]): Flow {
  return clauses.reduce(step, start);
}

/** The rows as a table. */
export function tableOf({ stage, keys, shown, ordered }: Flow): Table {
  const columns = [...keys, ...shown];
  return {
    columns: columns.map(({ name }) => name),
    rows: stage.rows.map((row) => columns.map(({ of }) => of(row))),
    ordered,
  };
}

function step(before: Flow, clause: Clause): Flow {
  const { stage } = before;
  const { rows } = stage;
  const keep = (kept: readonly Row[], ordered = before.ordered): Flow => ({
    ...before,
    stage: { ...stage, rows: kept },
    ordered,
  });
  switch (clause.kind) {
    case 'where':
      return keep(rows.filter((row) => holdsFor(clause.condition, row, { ...stage, choosing: true }) === true));
    case 'sort':
      return keep(sorted(clause.keys, stage), true);
    case 'limit':
      return keep(rows.slice(0, clause.count));
    case 'top':
      return keep(top(clause, stage), true);
    case 'group':
      return grouped(clause.keys, before);
    case 'select':
      return selected(clause.columns, before);
    case 'vs':
      return compared(clause, before);
    default:
      throw new Refused('misplaced-clause', clause.kind);
  }
}

type Top = Extract<Clause, { readonly kind: 'top' }>;

/** The first so many of every group, groups in the order of their keys. */
function top({ count, key, per }: Top, stage: Stage): readonly Row[] {
  const keys = [
    ...per.map((expression) => ({ expression, descending: false })),
    { expression: key.expression, descending: isDescending(key, stage) },
  ];
  const inOrder = sortedBy(keys, stage);
  const groupOf = (row: Row) => per.map((each) => orderedValueOf(each, row, stage));
  return inOrder.filter((row, at) => {
    const own = groupOf(row);
    const before = inOrder
      .slice(0, at)
      .filter((other) => groupOf(other).every((value, i) => isSame(value, own[i] ?? null)));
    return before.length < count;
  });
}

function grouped(keys: 'all' | readonly Column[], before: Flow): Flow {
  const rows = groupsOf(keys, before.stage);
  const named = keys === 'all' ? [] : keyExpressions(keys);
  const stage: Stage = { ...before.stage, rows, names: new Map() };
  return {
    stage,
    keys: named.map(({ name }) => ({ name, of: (row) => row.own.get(name) ?? null })),
    grouped: true,
    shown: [{ name: 'count()', of: (row) => number(row.group?.rows.length ?? 0) }],
    ordered: true,
  };
}

function selected(columns: readonly Column[], before: Flow): Flow {
  if (!before.grouped && columns.some(isCountOfRuns)) {
    return selected(columns, grouped('all', before));
  }
  const { stage } = before;
  const shown = columns.flatMap((column) => shownOf(column, stage));
  const names = new Map([...stage.names, ...aliases(columns, stage)]);
  return { ...before, stage: { ...stage, names }, shown, selected: true };
}

function isCountOfRuns(column: Column): boolean {
  return (
    column.kind === 'column' &&
    column.expression.kind === 'call' &&
    column.expression.name.text === 'count' &&
    column.expression.arguments.length === 0
  );
}

function aliases(columns: readonly Column[], stage: Stage): readonly (readonly [string, (row: Row) => Value])[] {
  return columns.flatMap((column) => {
    if (column.kind === 'best-run') return shownOf(column, stage).map(({ name, of }) => [name, of] as const);
    if (column.kind !== 'column' || column.alias === undefined) return [];
    const [main, ...others] = shownOf(column, stage);
    if (main === undefined) return [];
    const own = (row: Row) => orderedValueOf(column.expression, row, stage);
    return [[main.name, own] as const, ...others.map(({ name, of }) => [name, of] as const)];
  });
}

function shownOf(column: Column, stage: Stage): readonly Shown<Row>[] {
  switch (column.kind) {
    case 'all-columns':
      return allColumns(stage);
    case 'prefix-columns':
      return prefixColumns(column.prefix, stage);
    case 'best-run': {
      const name = column.alias?.name ?? `best run by ${printExpression(column.key.expression)}`;
      return [{ name, of: (row) => bestRun(column, row) }];
    }
    case 'column': {
      const { expression, band } = column;
      const name = column.alias?.name ?? printExpression(expression);
      const main: Shown<Row> = { name, of: (row) => valueFor(expression, row, stage) };
      return band === undefined ? [main] : [main, ...bandColumns(name, expression, band.text)];
    }
  }
}

/** Of runs every field, param and metric; of other rows what they have. */
function allColumns(stage: Stage): readonly Shown<Row>[] {
  const { scene } = stage;
  const ofFields = Object.entries(fields).map(([name, of]) => ({
    name,
    of: ({ run }: Row) => (run === null ? null : of(run, scene)),
  }));
  return [
    ...ofFields,
    ...namesOf('param', scene).map((name) => named('params', name, `params.${name}`, stage)),
    ...namesOf('metric', scene).map((name) => named('metrics', name, bareName('metric', name, scene), stage)),
  ];
}

/** `params.*` and `tags.*` are all of a kind; `val.*` every metric and param whose name starts so. */
function prefixColumns(prefix: string, stage: Stage): readonly Shown<Row>[] {
  const { scene } = stage;
  const startsSo = (name: string) => folded(name).startsWith(`${folded(prefix)}.`);
  const columns =
    prefix === 'params' || prefix === 'tags'
      ? namesOf(prefix === 'params' ? 'param' : 'tag', scene).map((name) => {
          return named(prefix, name, `${prefix}.${name}`, stage);
        })
      : (['metric', 'param'] as const).flatMap((kind) => {
          const own = namesOf(kind, scene).filter(startsSo);
          return own.map((name) => named(`${kind}s`, name, bareName(kind, name, scene), stage));
        });
  if (columns.length === 0) throw new Refused('unknown-name', `${prefix}.*`);
  return columns;
}

/** The name alone, where that means it; else with what it is of. */
function bareName(kind: 'metric' | 'param', name: string, scene: Scene): string {
  const others = namesOf(kind === 'metric' ? 'param' : 'metric', scene);
  const isPlain = !Object.hasOwn(fields, name) && !others.some((other) => folded(other) === folded(name));
  return isPlain ? name : `${kind}s.${name}`;
}

/** The value of exactly this name. */
function named(namespace: string, name: string, shown: string, stage: Stage): Shown<Row> {
  const parts = [quotedPart(namespace, true), quotedPart(name, false)];
  const path = { kind: 'path' as const, span: { start: 0, end: 0 }, parts };
  return { name: shown, of: ({ run }) => (run === null ? null : valueFor(path, { run, own: new Map() }, stage)) };
}

function quotedPart(text: string, plain: boolean) {
  return { kind: plain ? ('plain' as const) : ('quoted' as const), span: { start: 0, end: 0 }, text };
}

/** The name of the group's run that comes first; missing where none has a value. */
function bestRun({ key }: Extract<Column, { readonly kind: 'best-run' }>, { group }: Row): Value {
  if (group === undefined) throw new Refused('not-aggregated', 'best run');
  const [best] = sortedBy([{ expression: key.expression, descending: isDescending(key, group.stage) }], {
    ...group.stage,
    rows: group.rows,
  });
  const value = best === undefined ? null : valueFor(key.expression, best, group.stage);
  return best === undefined || value === null || isNaNValue(value) ? null : text(best.run?.name ?? null);
}

function bandColumns(name: string, of: Expression, band: string): readonly Shown<Row>[] {
  const values = ({ group }: Row) => {
    const [item] = of.kind === 'call' ? of.arguments : [];
    if (group === undefined || item === undefined) throw new Refused('not-aggregated', name);
    return valuesOver(item, group).map((value) => amount(value) ?? Number.NaN);
  };
  return [
    { name: `${name}_lo`, of: (row) => number(bandOf(band, values(row)).lo) },
    { name: `${name}_hi`, of: (row) => number(bandOf(band, values(row)).hi) },
    { name: `${name}_n`, of: (row) => number(values(row).filter((value) => !Number.isNaN(value)).length) },
  ];
}

/** `vs`: beside each value that of the base, the difference (own minus base) and the ratio (own over base). */
function compared({ base, on }: Extract<Clause, { readonly kind: 'vs' }>, before: Flow): Flow {
  const { stage, shown } = before;
  const baseRow: Row = { run: runNamed(base, stage.scene), own: new Map() };
  const added = on.flatMap((of): readonly Shown<Row>[] => {
    const name = printExpression(of);
    const own = (row: Row) => valueFor(of, row, stage);
    const other = () => valueFor(of, baseRow, stage);
    return [
      ...(before.selected === true ? [] : [{ name, of: own }]),
      { name: `${name}_base`, of: other },
      { name: `${name}_diff`, of: (row) => calculate('-', own(row), other()) },
      { name: `${name}_ratio`, of: (row) => calculate('/', own(row), other()) },
    ];
  });
  const fresh = added.filter(({ name }) => shown.every((each) => each.name !== name));
  const names = new Map([
    ...stage.names,
    ...added.filter(({ name }) => /_(base|diff|ratio)$/.test(name)).map(({ name, of }) => [name, of] as const),
  ]);
  return { ...before, stage: { ...stage, names }, shown: [...shown, ...fresh] };
}
