import type { BoundExpression, BoundKey, KeyRef, Scope } from '../bind/bound.ts';
import { children } from '../bind/children.ts';
import { conditionsIn } from '../plan/normalize.ts';
import type { Predicate } from '../plan/plan.ts';
import type {
  CountGroups,
  CountInPostgres,
  FindByKey,
  FindInPostgres,
  OrderInPostgres,
  OwnValue,
  StepId,
} from '../plan/steps.ts';
import { inputsOf, type StoredValue, storedValue } from '../plan/storage.ts';
import { orderKey, orderNumber } from './forms-postgres.ts';
import { keyQuery, onlyKeyQuery, postgresCondition, readings } from './postgres-conditions.ts';
import { created, type Moment, postgresFields } from './postgres-fields.ts';
import { inPostgresSet } from './run-sets.ts';
import {
  call,
  column,
  type From,
  form,
  infix,
  type OrderTerm,
  prefix,
  type Query,
  type RunsForm,
  raw,
  type Select,
  type Sql,
  subquery,
  value,
} from './sql.ts';

const number = column('number', 'r');
const runs: From = { kind: 'table', name: 'run', as: 'r' };

/** The live runs in scope that meet a predicate, as one text of numbers. */
export function findInPostgres(
  step: Pick<FindInPostgres, 'scope' | 'where'> & { readonly within?: StepId | 'asked' },
  form: RunsForm,
  moment: Moment,
): Query {
  const named = namedByKey(step, moment);
  if (named !== undefined) return named;
  return {
    kind: 'select',
    columns: [{ value: numbersOf(number), as: 'runs' }],
    from: candidates(step, form),
    where: liveRuns(step, form, moment),
  };
}

/** The same where one param or tag tells the runs: those that are not live are fewer than all others. */
function namedByKey({ scope, where, within }: Wanted, moment: Moment): Query | undefined {
  if (within !== undefined || !isInScope(where, scope)) return undefined;
  const query = onlyKeyQuery(where, { ...moment, ofMany: false });
  const [run] = query?.columns ?? [];
  if (query === undefined || run === undefined) return undefined;
  const removed: Select = { kind: 'select', columns: [{ value: number }], from: runs, where: [raw('r.deleted')] };
  const isLive = infix('NOT IN', run.value, subquery(removed));
  return { ...query, columns: [{ value: numbersOf(run.value), as: 'runs' }], where: [...(query.where ?? []), isLive] };
}

/** Whether a condition on a param or tag is met in the projects in reach alone. */
function isInScope(where: Predicate, { projects }: Scope): boolean {
  if (projects === undefined) return true;
  if (where.kind !== 'leaf') return false;
  const refs = keysIn(where.condition);
  return refs.length > 0 && refs.every(({ project }) => project !== undefined && projects.includes(project));
}

function keysIn(expression: BoundExpression): readonly KeyRef[] {
  if (expression.kind === 'param' || expression.kind === 'tag') return [expression.key];
  return children(expression).flatMap(keysIn);
}

/** How many runs `findInPostgres` would give. */
export function countInPostgres(step: CountInPostgres, form: RunsForm, moment: Moment): Query {
  const where = liveRuns(step, form, moment);
  return { kind: 'select', columns: [{ value: raw('count(*)'), as: 'runs' }], from: candidates(step, form), where };
}

/** One row: a list for each key, then the counts, group by group in order of the keys. */
export function countGroups(step: CountGroups, form: RunsForm, moment: Moment): Query {
  const keys = step.keys.map((stored, index) => ({ stored, alias: `k${index + 1}` }));
  const from = keys.reduce(
    (left, { stored, alias }) => {
      return stored.kind === 'key' ? joinKey(left, stored, alias) : left;
    },
    candidates(step, form),
  );
  // Places instead of expressions: a parameter in one is not equal to the same in another.
  const places = keys.map((_, index) => raw(String(index + 1)));
  const groups: Select = {
    kind: 'select',
    columns: [
      ...keys.map(({ stored, alias }) => ({ value: groupKey(stored, alias, moment), as: alias })),
      { value: raw('count(*)'), as: 'n' },
    ],
    from,
    where: liveRuns(step, form, moment),
    ...(places.length === 0 ? {} : { group: places }),
    order: places.map((value) => ({ value, missingLast: true })),
  };
  return {
    kind: 'select',
    columns: groups.columns.map(({ as = '' }) => ({ value: call('json_agg', column(as, 'o')), as })),
    from: { kind: 'query', query: groups, as: 'o' },
  };
}

/** Zeros of either sign are one group and shown as 0. */
function groupKey(stored: StoredValue, alias: string, moment: Moment): Sql {
  const unsigned = (x: Sql) => infix('+', x, raw('0'));
  if (stored.kind === 'field') {
    const { type, value: read } = postgresFields[stored.field];
    return type === 'float8' ? unsigned(read(moment)) : read(moment);
  }
  if (stored.kind !== 'key') throw new Error('Postgres is asked to group by what it does not hold');
  const x = column(readings[stored.reading].name, alias);
  return stored.reading === 'number' ? unsigned(x) : x;
}

/** The runs of a condition on one param, tag or artifact, deleted ones too, as one text of numbers. */
export function findByKey({ where }: FindByKey, moment: Moment): Query {
  const query = keyQuery(where, { ...moment, ofMany: false });
  const [run] = query.columns;
  if (run === undefined) throw new Error('a query of runs has no column');
  const text = infix('::', run.value, raw('text'));
  // A run may have several artifacts that meet the condition.
  const runs = where.condition.kind === 'artifact-link' ? prefix('DISTINCT', text) : text;
  return { ...query, columns: [{ value: call('string_agg', runs, raw("','")), as: 'runs' }] };
}

/** The runs that are not live, as one text of numbers. */
export function findRemoved(): Query {
  return {
    kind: 'select',
    columns: [{ value: numbersOf(number), as: 'runs' }],
    from: runs,
    where: [raw('r.deleted')],
  };
}

/** The live runs in scope that meet a predicate in order, by id where no key differs, cut at the limit. */
export function orderInPostgres(
  step: Pick<OrderInPostgres, 'scope' | 'where' | 'order' | 'limit' | 'values'> & {
    readonly within?: StepId | 'asked';
  },
  form: RunsForm,
  moment: Moment,
): Query {
  const { values = [] } = step;
  const terms: Sql[] = [];
  let from = candidates(step, form);
  for (const [index, key] of step.order === 'newest' ? [] : step.order.entries()) {
    const alias = `k${index + 1}`;
    const stored = storedIn(key);
    if (stored.kind === 'key') from = joinKey(from, stored, alias);
    terms.push(...orderTerms(key, stored, alias, moment));
  }
  const first: readonly OrderTerm[] =
    step.order === 'newest'
      ? [{ value: created, descending: true, missingLast: true }]
      : terms.map((term) => ({ value: term }));
  const fields = values.flatMap((of, index) =>
    of.kind === 'field' ? [{ value: postgresFields[of.field].value(moment), as: `f${index + 1}` }] : [],
  );
  const ordered: Select = {
    kind: 'select',
    columns: [{ value: number }, ...fields],
    from,
    where: liveRuns(step, form, moment),
    order: [...first, { value: column('id', 'r') }, { value: number }],
    ...(step.limit === undefined ? {} : { limit: value('bigint', step.limit) }),
  };
  const given = values.map((of, index) => {
    const x = of.kind === 'field' ? column(`f${index + 1}`, 'o') : lookedUp(of);
    return { value: call('json_agg', x), as: `v${index + 1}` };
  });
  return listed(ordered, given);
}

/** The value of the run's param or tag. */
function lookedUp({ of, key, reading }: Extract<OwnValue, { kind: 'key' }>): Sql {
  const { name, guards } = readings[reading];
  return subquery({
    kind: 'select',
    columns: [{ value: column(name, 'p') }],
    from: { kind: 'table', name: of, as: 'p' },
    where: [
      infix('=', column('run', 'p'), column('number', 'o')),
      infix('=', column('key', 'p'), call('any', value('int[]', key.ids))),
      ...guards,
    ],
    limit: raw('1'),
  });
}

/** The runs asked about, by id: what breaks ties. */
export function orderById(form: RunsForm): Query {
  return listed({
    kind: 'select',
    columns: [{ value: number }],
    from: runs,
    where: [inPostgresSet(number, 'asked', form)],
    order: [{ value: column('id', 'r') }, { value: number }],
  });
}

function listed(query: Select, values: Select['columns'] = []): Select {
  return {
    kind: 'select',
    columns: [{ value: numbersOf(column('number', 'o')), as: 'runs' }, ...values],
    from: { kind: 'query', query, as: 'o' },
  };
}

/** Many numbers leave PGlite much faster as one text than as rows. */
function numbersOf(of: Sql): Sql {
  return call('string_agg', infix('::', of, raw('text')), raw("','"));
}

interface Wanted {
  readonly scope: Scope;
  readonly where: Predicate;
  readonly within?: StepId | 'asked';
  /** Where few rows are wanted, Postgres stops at the last of them. */
  readonly limit?: number;
}

/**
 * The runs that conditions are asked of. Few that were found before are read once where a condition names others: looked
 * up one by one for these, each would be searched for in the whole list again.
 */
function candidates(wanted: Wanted, form: RunsForm): From {
  const { within } = wanted;
  if (within === undefined || !areReadFirst(wanted, form)) return runs;
  const where = [inPostgresSet(number, within, form)];
  const query: Select = { kind: 'select', columns: [{ value: raw('*') }], from: runs, where, readOnce: true };
  return { kind: 'query', query, as: 'r' };
}

function areReadFirst({ where, within }: Wanted, form: RunsForm): boolean {
  if (form !== 'few' || within === undefined) return false;
  const { stored } = inputsOf(conditionsIn(where));
  return stored.some((of) => of.kind === 'key' || (of.kind === 'membership' && of.condition.kind !== 'in-set'));
}

function liveRuns(wanted: Wanted, form: RunsForm, moment: Moment): readonly Sql[] {
  const { scope, where, within, limit } = wanted;
  const ofMany = form === 'many' && within !== undefined && limit === undefined;
  const few = form === 'few' && within !== undefined ? { few: within } : {};
  return [
    raw('NOT r.deleted'),
    ...(scope.projects === undefined
      ? []
      : [infix('=', column('project', 'r'), call('any', value('int[]', scope.projects)))]),
    ...(within === undefined || areReadFirst(wanted, form) ? [] : [inPostgresSet(number, within, form)]),
    ...(where.kind === 'always' ? [] : [postgresCondition(where, { ...moment, ofMany, ...few })]),
  ];
}

function joinKey(left: From, { of, key, reading }: Extract<StoredValue, { kind: 'key' }>, alias: string): From {
  const { name, guards } = readings[reading];
  const right: Select = {
    kind: 'select',
    columns: [
      { value: column('run', 'p') },
      { value: column(name, 'p') },
      ...(reading === 'shown'
        ? [{ value: column('type', 'p') }, { value: column('num', 'p') }, { value: column('flag', 'p') }]
        : []),
    ],
    from: { kind: 'table', name: of, as: 'p' },
    where: [infix('=', column('key', 'p'), call('any', value('int[]', key.ids))), ...guards],
  };
  return {
    kind: 'left-join',
    left,
    right: { kind: 'query', query: right, as: alias },
    on: infix('=', column('run', alias), number),
  };
}

function orderTerms(key: BoundKey, stored: StoredValue, alias: string, moment: Moment): readonly Sql[] {
  const say = (x: Sql) => form((item) => orderKey(item ?? '', key.direction), x);
  if (stored.kind === 'membership' || stored.kind === 'computed') {
    throw new Error('Postgres is asked to sort by what it cannot compare');
  }
  if (stored.kind === 'field') {
    const { type, value: read } = postgresFields[stored.field];
    const x = read(moment);
    return [type === 'float8' ? form((item) => orderNumber(item ?? '', key.direction), x) : say(x)];
  }
  const { name } = readings[stored.reading];
  if (stored.reading === 'number') {
    return [form((item) => orderNumber(item ?? '', key.direction), column(name, alias))];
  }
  if (stored.reading !== 'shown') return [say(column(name, alias))];
  return mixedTerms(alias, key.direction, say);
}

/** Values of several types: numbers, texts, bools, lists, each among themselves; then NaN, then what is missing. */
function mixedTerms(alias: string, direction: BoundKey['direction'], say: (x: Sql) => Sql): readonly Sql[] {
  const type = `${alias}.type`;
  const rank = `CASE WHEN ${type} = 'number' AND ${alias}.num = 'NaN'::float8 THEN 5 WHEN ${type} = 'number' THEN 1 WHEN ${type} = 'text' THEN 2 WHEN ${type} = 'bool' THEN 3 WHEN ${type} = 'list' THEN 4 END NULLS LAST`;
  const number = raw(`CASE WHEN ${type} = 'number' THEN ${alias}.num END`);
  const text = raw(`CASE WHEN ${type} <> 'number' THEN ${alias}.txt END`);
  return [raw(rank), form((item) => orderNumber(item ?? '', direction), number), say(text)];
}

function storedIn(key: BoundKey): StoredValue {
  const stored = storedValue(key.expression);
  if (stored === undefined) throw new Error('Postgres is asked for an order that it cannot compute');
  return stored;
}
