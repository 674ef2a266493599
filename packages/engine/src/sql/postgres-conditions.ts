import type { BoundExpression, ConstantValue } from '../bind/bound.ts';
import type { Predicate } from '../plan/plan.ts';
import type { StepId } from '../plan/steps.ts';
import { type Membership, type StoredValue, storedValue } from '../plan/storage.ts';
import { comparable, compare, inList, is, match } from './forms-postgres.ts';
import { listValues } from './list-values.ts';
import { type Moment, postgresFields, referenceFields } from './postgres-fields.ts';
import { inHandful, inPostgresSet } from './run-sets.ts';
import { call, column, form, infix, postfix, prefix, raw, type Select, type Sql, subquery, value } from './sql.ts';

/** When a condition is asked, and of how many runs: of many, what they are compared with is read once. */
export interface Asked extends Moment {
  readonly ofMany: boolean;
  /** The runs that it is asked of: the params of a handful are looked up one by one. */
  readonly few?: StepId | 'asked';
}

type Leaf = Extract<Predicate, { kind: 'leaf' }>;

/** A value that a condition is of: one of the run, or a column of the rows that are listed. */
type Compared = StoredValue | Pick<Extract<BoundExpression, { kind: 'row-column' }>, 'kind' | 'column'>;

/** A test of a value: given the value and the same value cut for an index of texts, the condition on it. */
type Test = (x: Sql, cut: Sql) => Sql;

/** The condition on the run's row `r`, or on a listed row `l`, that holds where the predicate does, and nowhere else. */
export function postgresCondition(predicate: Predicate, asked: Asked): Sql {
  switch (predicate.kind) {
    case 'always':
      return raw('true');
    case 'never':
      return raw('false');
    case 'and':
    case 'or': {
      const items = predicate.items.map((item) => postgresCondition(item, asked));
      return infix(predicate.kind === 'and' ? 'AND' : 'OR', ...items);
    }
    case 'type-is': {
      const of: StoredValue = { kind: 'key', of: predicate.of, key: predicate.key, reading: 'type' };
      return holds(of, (x) => infix('=', x, raw(`'${predicate.type}'`)), asked);
    }
    case 'among':
      throw new Error('runs that are told by their numbers are asked of Postgres');
    case 'leaf':
      return leafCondition(predicate, asked);
  }
}

/** The runs that meet a condition on one param, tag or artifact, as a query of their numbers, which may name one twice. */
export function keyQuery(leaf: Leaf, asked: Asked): Select {
  const query = keyRowsOf(leafCondition(leaf, asked));
  if (query === undefined) throw new Error('no index answers this condition');
  return query;
}

/** The same of any condition that holds of just the runs that such a query names, each once; undefined for any other. */
export function onlyKeyQuery(predicate: Predicate, asked: Asked): Select | undefined {
  if (predicate.kind !== 'leaf' || predicate.condition.kind === 'artifact-link') return undefined;
  return keyRowsOf(leafCondition(predicate, asked));
}

function keyRowsOf(condition: Sql): Select | undefined {
  if (condition.kind !== 'infix' || condition.op !== 'IN') return undefined;
  const [of, runs] = condition.items;
  if (of?.kind !== 'column' || of.name !== 'number') return undefined;
  return runs?.kind === 'subquery' && runs.query.kind === 'select' ? runs.query : undefined;
}

function leafCondition({ condition, negated }: Leaf, asked: Asked): Sql {
  const say = (of: BoundExpression, test: Test) => holds(storedIn(of), negated ? opposite(test) : test, asked);
  switch (condition.kind) {
    case 'compare':
      return comparison(condition, negated, asked);
    case 'in': {
      const { values, unknown } = listValues(condition.values);
      const type = parameterType(condition.item.type, values);
      const list = values.length === 0 ? [] : [value(`${type}[]`, values as readonly string[])];
      const test: Test = (x) =>
        form((item, array) => inList(item ?? '', array, unknown), guarded(x, condition.item), ...list);
      return say(condition.item, test);
    }
    case 'match': {
      const pattern = value('text', String(condition.pattern));
      if (condition.item.type === 'list') return labelled(String(condition.pattern), negated);
      const { op } = condition;
      if (op === 'matches') throw new Error('a regular expression is asked of Postgres');
      return say(condition.item, (x) => form((text, p) => match(op, text ?? '', p ?? ''), x, pattern));
    }
    case 'is':
      if (condition.test === 'missing') return missing(storedIn(condition.item), negated, asked);
      return say(condition.item, (x) => form((item) => is(condition.test, item ?? ''), x));
    case 'tagged':
      return labelled(condition.label, negated);
    case 'artifact-link':
      return linked(condition, negated);
    case 'in-set': {
      const inside = inPostgresSet(column('number', 'r'), condition.of, 'many');
      return negated ? prefix('NOT', inside) : inside;
    }
    default:
      return say(condition, (x) => x);
  }
}

const swapped = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;
const inverse = { '=': '!=', '!=': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;

function comparison(condition: Extract<BoundExpression, { kind: 'compare' }>, negated: boolean, asked: Asked): Sql {
  const op = negated ? inverse[condition.op] : condition.op;
  const { left, right } = condition;
  if (right.kind === 'constant') return compareWith(left, op, right.value, asked);
  if (left.kind === 'constant') return compareWith(right, swapped[op], left.value, asked);
  return holds(
    storedIn(left),
    (x) => holds(storedIn(right), (y) => form((a, b) => compare(op, a ?? '', b ?? ''), x, y), asked),
    asked,
  );
}

function compareWith(of: BoundExpression, op: keyof typeof inverse, constant: ConstantValue, asked: Asked): Sql {
  if (constant === null || Number.isNaN(constant)) return raw('false');
  const parameter = value(parameterType(of.type, [constant]), constant);
  const short = typeof constant === 'string' && [...constant].length < 256;
  const test = (x: Sql) => form((a, b) => compare(op, a ?? '', b ?? ''), x, parameter);
  // NaN is the greatest number there: it takes part in these three alone, and an index can leave it out.
  const guard = canBeNan(of) && (op === '>' || op === '>=' || op === '!=');
  return holds(
    storedIn(of),
    (x, cut) => {
      if (short) return test(cut);
      return guard ? infix('AND', test(x), infix('<', x, raw("'NaN'::float8"))) : test(x);
    },
    asked,
  );
}

/** NaN takes no part in a comparison. */
function guarded(x: Sql, of: BoundExpression): Sql {
  return canBeNan(of) ? form((item) => comparable(item ?? ''), x) : x;
}

/** Only numbers of params and tags can be NaN. */
function canBeNan(of: BoundExpression): boolean {
  return of.type === 'number' && of.kind !== 'field';
}

/** Where a test holds of a run's value; a run that lacks the value is left out. */
function holds(of: Compared, test: Test, asked: Asked): Sql {
  switch (of.kind) {
    case 'row-column': {
      const x = column(of.column, 'l');
      return test(x, x);
    }
    case 'field': {
      if (of.field === 'project' || of.field === 'parent') {
        const { reference, table, key, text } = referenceFields[of.field];
        const x = column(text, 'x');
        const rows = selectOne(column(key, 'x'), table, 'x', [test(x, x)]);
        return infix('IN', column(reference, 'r'), subquery(rows));
      }
      const x = postgresFields[of.field].value(asked);
      return test(x, x);
    }
    case 'key': {
      const { name, guards } = readings[of.reading];
      const x = column(name, 'p');
      const cut = name === 'txt' ? call('substr', x, raw('1'), raw('256')) : x;
      return infix('IN', column('number', 'r'), subquery(keyRows(of, [...guards, test(x, cut)], asked)));
    }
    case 'membership':
      return test(raw('true'), raw('true'));
    case 'computed':
      throw new Error('Postgres is asked about a computed value');
  }
}

/** Which column of `param` or `tag` holds a value under a reading, and what keeps the values of other types out. */
export const readings: Readonly<Record<Extract<StoredValue, { kind: 'key' }>['reading'], Reading>> = {
  number: { name: 'num', guards: [] },
  text: { name: 'txt', guards: [infix('=', column('type', 'p'), raw("'text'"))] },
  bool: { name: 'flag', guards: [] },
  list: { name: 'txt', guards: [infix('=', column('type', 'p'), raw("'list'"))] },
  shown: { name: 'txt', guards: [infix('<>', column('type', 'p'), raw("'null'"))] },
  type: { name: 'type', guards: [] },
};

export interface Reading {
  readonly name: 'num' | 'txt' | 'flag' | 'type';
  readonly guards: readonly Sql[];
}

function keyRows(of: Extract<StoredValue, { kind: 'key' }>, where: readonly Sql[], asked: Asked): Select {
  const ids = infix('=', column('key', 'p'), call('any', value('int[]', of.key.ids)));
  const { few } = asked;
  const own = few === undefined ? [] : [inHandful(column('run', 'p'), few)];
  const rows = selectOne(column('run', 'p'), of.of, 'p', [ids, ...own, ...where]);
  return asked.ofMany ? { ...rows, readOnce: true } : rows;
}

/** A stored null is missing, and so is a tag without a value. */
function missing(of: Compared, negated: boolean, asked: Asked): Sql {
  switch (of.kind) {
    case 'row-column':
      return postfix(column(of.column, 'l'), negated ? 'IS NOT NULL' : 'IS NULL');
    case 'field': {
      const x = of.field === 'parent' ? column('parent', 'r') : postgresFields[of.field].value(asked);
      return postfix(x, negated ? 'IS NOT NULL' : 'IS NULL');
    }
    case 'key': {
      const present = keyRows(of, [infix('<>', column('type', 'p'), raw("'null'"))], asked);
      return infix(negated ? 'IN' : 'NOT IN', column('number', 'r'), subquery(present));
    }
    case 'membership':
      return raw(String(negated));
    case 'computed':
      throw new Error('Postgres is asked about a computed value');
  }
}

function labelled(label: string, negated: boolean): Sql {
  return infix(negated ? 'NOT IN' : 'IN', column('number', 'r'), subquery(labelledRuns(label)));
}

function linked(condition: Extract<Membership, { kind: 'artifact-link' }>, negated: boolean): Sql {
  return infix(negated ? 'NOT IN' : 'IN', column('number', 'r'), subquery(linkedRuns(condition)));
}

/** The runs that meet a membership, as a query of their numbers. */
export function memberRuns(condition: Membership): Select {
  switch (condition.kind) {
    case 'tagged':
      return labelledRuns(condition.label);
    case 'artifact-link':
      return linkedRuns(condition);
    case 'in-set': {
      const run = column('number', 'r');
      const where = [inPostgresSet(run, condition.of, 'many')];
      return { ...selectOne(run, 'run', 'r', where), columns: [{ value: run, as: 'run' }] };
    }
  }
}

function labelledRuns(label: string): Select {
  const isName = [infix('=', column('kind', 'n'), raw("'tag'")), infix('=', column('name', 'n'), value('text', label))];
  // Found beforehand: each table more in a join doubles the time to plan it.
  const keys = call('array', subquery(selectOne(column('id', 'n'), 'name', 'n', isName)));
  return selectOne(column('run', 't'), 'tag', 't', [infix('=', column('key', 't'), call('any', keys))]);
}

function linkedRuns({ role, like, text }: Extract<Membership, { kind: 'artifact-link' }>): Select {
  const pattern = value('text', text);
  const test = (x: Sql) =>
    like ? form((item, p) => match('like', item ?? '', p ?? ''), x, pattern) : infix('=', x, pattern);
  return selectOne(column('run', 'a'), 'artifact_link', 'a', [
    infix('=', column('role', 'a'), raw(`'${role}'`)),
    infix('OR', test(column('name', 'a')), test(column('digest', 'a'))),
  ]);
}

function opposite(test: Test): Test {
  return (x, cut) => prefix('NOT', test(x, cut));
}

function selectOne(of: Sql, table: string, as: string, where: readonly Sql[]): Select {
  return { kind: 'select', columns: [{ value: of }], from: { kind: 'table', name: table, as }, where };
}

function storedIn(expression: BoundExpression): Compared {
  if (expression.kind === 'row-column') return expression;
  const stored = storedValue(expression);
  if (stored === undefined) throw new Error(`Postgres is asked for a \`${expression.kind}\``);
  return stored;
}

/** The SQL type of a parameter; times are whole microseconds unless a fraction was computed. */
function parameterType(type: BoundExpression['type'], values: readonly ConstantValue[]): string {
  switch (type) {
    case 'text':
    case 'list':
    case 'mixed':
      return 'text';
    case 'bool':
      return 'boolean';
    case 'time':
      return values.every(Number.isSafeInteger) ? 'bigint' : 'float8';
    case 'number':
    case 'duration':
      return 'float8';
  }
}
