import { aggregateOf, textMatches } from './functions.ts';
import type {
  NaiveClause,
  NaiveColumn,
  NaiveCondition,
  NaiveKey,
  NaiveNumber,
  NaiveQuery,
  NaiveText,
} from './queries.ts';
import type { NaiveParam, NaiveRun, World } from './world.ts';

/** A row of the reference: the id, then the columns; null is missing. */
export type NaiveRow = readonly [string, ...(number | boolean | null)[]];

/** Three-valued: null is unknown. */
type Truth = boolean | null;

/** The answer of a query over a world, one clause after the other. */
export function evaluate({ clauses, columns }: NaiveQuery, world: World, now: number): readonly NaiveRow[] {
  let runs: readonly NaiveRun[] = world.toSorted((a, b) => b.created - a.created || byId(a, b));
  for (const clause of clauses) runs = applyClause(clause, runs, world, now);
  return runs.map((run) => [run.id, ...columns.map((column) => cellOf(column, run, now))]);
}

function cellOf(column: NaiveColumn, run: NaiveRun, now: number): number | boolean | null {
  return column.shows === 'number' ? numberOf(column.of, run, now) : truth(column.of, run, now);
}

function applyClause(clause: NaiveClause, runs: readonly NaiveRun[], world: World, now: number): readonly NaiveRun[] {
  switch (clause.kind) {
    case 'where':
      return runs.filter((run) => truth(clause.condition, run, now) === true);
    case 'limit':
      return runs.slice(0, clause.count);
    case 'sort':
      return runs.toSorted((a, b) => {
        for (const key of clause.keys) {
          const order = compareKeys(key, a, b, world, now);
          if (order !== 0) return order;
        }
        return byId(a, b);
      });
  }
}

function compareKeys(key: NaiveKey, a: NaiveRun, b: NaiveRun, world: World, now: number): number {
  const [x, y] = [keyOf(key, a, world, now), keyOf(key, b, world, now)];
  const [rankX, rankY] = [rankOf(x), rankOf(y)];
  if (rankX !== rankY) return rankX - rankY;
  const order = compareValues(x, y);
  return key.descending ? -order : order;
}

/** Numbers, texts, bools; then NaN, then what is missing, in both directions. */
function rankOf(value: number | string | boolean | null): number {
  if (value === null) return 5;
  if (typeof value === 'number') return Number.isNaN(value) ? 4 : 1;
  return typeof value === 'string' ? 2 : 3;
}

function compareValues(x: number | string | boolean | null, y: number | string | boolean | null): number {
  if (typeof x === 'string' && typeof y === 'string') return byCodePoint(x, y);
  if (x === null || y === null || Number.isNaN(x) || Number.isNaN(y)) return 0;
  return x === y ? 0 : Number(x) < Number(y) ? -1 : 1;
}

function keyOf({ of }: NaiveKey, run: NaiveRun, world: World, now: number): number | string | boolean | null {
  switch (of.kind) {
    case 'any-param':
      return orderedParam(of.name, run, world);
    case 'text-field':
    case 'text-tag':
    case 'lower':
      return textOf(of, run);
    case 'text-param':
      return orderedParam(of.name, run, world);
    default:
      return numberOf(of, run, now);
  }
}

/** A param that always reads as a number (or a bool) sorts as one; else values of each type among themselves. */
function orderedParam(name: string, run: NaiveRun, world: World): number | string | boolean | null {
  const all = world.flatMap((each) => present(each.params[name]));
  const own = present(run.params[name])[0];
  if (own === undefined) return null;
  if (all.every((param) => asNumber(param) !== null)) return asNumber(own);
  if (all.every((param) => asBool(param) !== null)) return asBool(own);
  if (own.type === 'number') return asNumber(own);
  return own.type === 'bool' ? own.text === 'true' : own.text;
}

function present(param: NaiveParam | undefined): readonly NaiveParam[] {
  return param === undefined || param.type === 'null' ? [] : [param];
}

function asNumber(param: NaiveParam): number | null {
  if (param.type !== 'number' && param.type !== 'text') return null;
  if (param.text === 'NaN') return Number.NaN;
  if (param.text === 'inf') return Number.POSITIVE_INFINITY;
  return param.text !== '' && Number.isFinite(Number(param.text)) ? Number(param.text) : null;
}

function asBool(param: NaiveParam): boolean | null {
  if (param.type !== 'bool' && param.type !== 'text') return null;
  return param.text === 'true' ? true : param.text === 'false' ? false : null;
}

function numberOf(of: NaiveNumber, run: NaiveRun, now: number): number | null {
  switch (of.kind) {
    case 'number':
      return of.value;
    case 'step': {
      const steps = Object.values(run.series).flatMap((points) => points.map((point) => point.step));
      return steps.length === 0 ? null : Math.max(...steps);
    }
    case 'duration':
      return durationOf(run, now);
    case 'number-param':
      return present(run.params[of.name]).map(asNumber)[0] ?? null;
    case 'aggregate':
      return aggregateOf(of.aggregate, run.series[of.metric] ?? []);
    case 'at-step': {
      const step = numberOf(of.step, run, now);
      const before = (run.series[of.metric] ?? []).filter((point) => step !== null && point.step <= step);
      return aggregateOf('last', before);
    }
    case 'arithmetic': {
      const [a, b] = [numberOf(of.left, run, now), numberOf(of.right, run, now)];
      return a === null || b === null ? null : calculate(of.op, a, b);
    }
    case 'negate': {
      const x = numberOf(of.item, run, now);
      return x === null ? null : -x;
    }
    case 'call': {
      const x = numberOf(of.item, run, now);
      return x === null ? null : of.name === 'round' ? roundToEven(x) : Math[of.name](x);
    }
    case 'several':
      return chosen(
        of.name,
        of.items.map((item) => numberOf(item, run, now)),
      );
  }
}

/** To its end; to now while it runs; else to its last point, which here is at its start. */
function durationOf(run: NaiveRun, now: number): number | null {
  const points = Object.values(run.series).some((series) => series.length > 0);
  const end = run.ended ?? (run.state === 'running' ? now : points ? run.started : null);
  return end === null ? null : (end - run.started) / 1e6;
}

function calculate(op: '+' | '-' | '*' | '/' | '%', a: number, b: number): number {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
  }
}

function roundToEven(x: number): number {
  const down = Math.floor(x);
  if (x - down !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}

/** NaN is passed over as what is missing is, but remains where there is nothing else. */
function chosen(name: 'least' | 'greatest' | 'coalesce', items: readonly (number | null)[]): number | null {
  const given = items.filter((item) => item !== null);
  if (name === 'coalesce') return given[0] ?? null;
  const numbers = given.filter((item) => !Number.isNaN(item));
  if (numbers.length === 0) return given.length === 0 ? null : Number.NaN;
  return name === 'least' ? Math.min(...numbers) : Math.max(...numbers);
}

function textOf(of: NaiveText, run: NaiveRun): string | null {
  switch (of.kind) {
    case 'text-field':
      return run[of.field];
    case 'text-param': {
      const param = run.params[of.name];
      return param?.type === 'text' ? param.text : null;
    }
    case 'text-tag':
      return run.tags[of.name] ?? null;
    case 'lower':
      return textOf(of.item, run)?.toLowerCase() ?? null;
  }
}

function truth(of: NaiveCondition, run: NaiveRun, now: number): Truth {
  switch (of.kind) {
    case 'and':
      return conjunction(of.items.map((item) => truth(item, run, now)));
    case 'or':
      return opposite(conjunction(of.items.map((item) => opposite(truth(item, run, now)))));
    case 'not':
      return opposite(truth(of.item, run, now));
    case 'compare':
      return holds(of.op, numberOf(of.left, run, now), numberOf(of.right, run, now));
    case 'compare-text':
      return holds(of.op, textOf(of.left, run), of.right);
    case 'compare-texts':
      return holds(of.op, textOf(of.left, run), textOf(of.right, run));
    case 'compare-created':
      return holds(of.op, run.created, of.time);
    case 'in':
      return opposite(conjunction(of.values.map((value) => holds('!=', numberOf(of.item, run, now), value))));
    case 'in-texts':
      return opposite(conjunction(of.values.map((value) => holds('!=', textOf(of.item, run), value))));
    case 'between': {
      const x = numberOf(of.item, run, now);
      return conjunction([holds('>=', x, of.low), holds('<=', x, of.high)]);
    }
    case 'match': {
      const text = textOf(of.item, run);
      return text === null ? null : textMatches(of.op, text, of.pattern);
    }
    case 'is': {
      const x = numberOf(of.item, run, now);
      if (of.test === 'missing') return x === null;
      return x === null ? null : of.test === 'nan' ? Number.isNaN(x) : Number.isFinite(x);
    }
    case 'param-missing':
      return present(run.params[of.name]).length === 0;
    case 'flag': {
      const own = present(run.params[of.name])[0];
      return own === undefined ? null : asBool(own);
    }
    case 'tagged':
      return Object.hasOwn(run.tags, of.label);
    case 'list-contains': {
      const own = run.params['list'];
      return own === undefined ? null : (JSON.parse(own.text) as unknown[]).includes(of.value);
    }
  }
}

function conjunction(items: readonly Truth[]): Truth {
  if (items.includes(false)) return false;
  return items.includes(null) ? null : true;
}

function opposite(value: Truth): Truth {
  return value === null ? null : !value;
}

function holds(op: string, x: number | string | null, y: number | string | null): Truth {
  if (x === null || y === null || Number.isNaN(x) || Number.isNaN(y)) return null;
  const order = typeof x === 'string' && typeof y === 'string' ? byCodePoint(x, y) : x < y ? -1 : x > y ? 1 : 0;
  switch (op) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

function byId(a: NaiveRun, b: NaiveRun): number {
  return byCodePoint(a.id, b.id);
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
