import type { Check } from '../bind/bound.ts';
import { typeBits } from '../catalog/value-types.ts';
import {
  call,
  column,
  type From,
  infix,
  postfix,
  prefix,
  type Query,
  raw,
  type Sql,
  subquery,
  type Template,
  value,
} from './sql.ts';
import { write } from './write.ts';

/** A check with the statement that counts the runs it speaks of; what the catalog counts needs none. */
export interface BuiltCheck {
  readonly check: Check;
  readonly statement?: Template;
}

/** The statements of checks. */
export function buildChecks(checks: readonly Check[]): readonly BuiltCheck[] {
  return checks.map((check) => {
    const statement = countOf(check);
    return { check, ...(statement === undefined ? {} : { statement }) };
  });
}

function countOf(check: Check): Template | undefined {
  switch (check.kind) {
    case 'lacking':
      return undefined;
    case 'other-spelling': {
      const { what, ids, others } = check;
      return what === 'metric' ? onlyOtherMetric(ids, others) : onlyOtherKey(what, ids, others);
    }
    case 'coerced':
    case 'other-type':
      return countKeys(check.of, [isKey(check.key.ids), ofTypes(check.types)]);
    case 'ended-before':
    case 'nan-made':
      throw new Error('a step counts what a condition tells');
    case 'nan-skipped':
      return countSeries([isMetric(check.metric.ids), infix('>', column('n_nan'), raw('0'))]);
  }
}

const summary: From = { kind: 'table', name: 'xt.summary', final: true };

function countSeries(where: readonly Sql[]): Template {
  const runs = call('uniqExact', column('run'));
  return write({ kind: 'select', columns: [{ value: runs, as: 'runs' }], from: summary, where }, 'clickhouse');
}

function onlyOtherMetric(ids: readonly number[], others: readonly number[]): Template {
  const having: Query = { kind: 'select', columns: [{ value: column('run') }], from: summary, where: [isMetric(ids)] };
  return countSeries([isMetric(others), infix('NOT IN', column('run'), subquery(having))]);
}

function countKeys(table: 'param' | 'tag', where: readonly Sql[]): Template {
  const runs = call('count', prefix('DISTINCT', column('run', 'p')));
  const from: From = { kind: 'table', name: table, as: 'p' };
  return write(
    { kind: 'select', columns: [{ value: runs, as: 'runs' }], from, where: [...where, inSight()] },
    'postgres',
  );
}

/** Removed runs keep their params and tags. */
function inSight(): Sql {
  const removed: Query = {
    kind: 'select',
    columns: [{ value: column('number', 'r') }],
    from: { kind: 'table', name: 'run', as: 'r' },
    where: [column('deleted', 'r')],
  };
  return infix('NOT IN', column('run', 'p'), subquery(removed));
}

function onlyOtherKey(table: 'param' | 'tag', ids: readonly number[], others: readonly number[]): Template {
  const from: From = { kind: 'table', name: table, as: 'p' };
  const having: Query = { kind: 'select', columns: [{ value: column('run', 'p') }], from, where: [isKey(ids)] };
  return countKeys(table, [isKey(others), infix('NOT IN', column('run', 'p'), subquery(having))]);
}

function isMetric(ids: readonly number[]): Sql {
  return infix('IN', column('metric'), value('Array(UInt32)', ids));
}

function isKey(ids: readonly number[]): Sql {
  return infix('=', column('key', 'p'), call('any', value('int[]', ids)));
}

/** True of the values whose type is in a bit set of `typeBits`. */
function ofTypes(types: number): Sql {
  const is = (type: string) => infix('=', column('type', 'p'), raw(`'${type}'`));
  const reads = (name: string, how: 'IS NULL' | 'IS NOT NULL') => postfix(column(name, 'p'), how);
  const tests: Readonly<Record<keyof typeof typeBits, Sql>> = {
    number: is('number'),
    text: infix('AND', is('text'), reads('num', 'IS NULL'), reads('flag', 'IS NULL')),
    bool: is('bool'),
    list: is('list'),
    null: is('null'),
    numericText: infix('AND', is('text'), reads('num', 'IS NOT NULL')),
    boolText: infix('AND', is('text'), reads('flag', 'IS NOT NULL')),
  };
  const wanted = Object.entries(typeBits).filter(([, bit]) => (types & bit) !== 0);
  return infix('OR', ...wanted.map(([name]) => tests[name as keyof typeof typeBits]));
}
