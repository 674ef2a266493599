import type { Clause, RunSet } from '@xt/grammar';
import { flow } from '../pipeline.ts';
import { runsOf, startOfRuns } from '../query.ts';
import { paramValue } from '../runs/params.ts';
import { aggregate } from '../series/aggregates.ts';
import type { Table } from '../table.ts';
import { as } from '../values/coerce.ts';
import { byCodePoint, isSame } from '../values/order.ts';
import { bool, number, text, type Value } from '../values/value.ts';
import type { Run, Scene } from '../world.ts';

/** What differs between runs, a row a name: params, tags, code version and final metrics; with `all` what is equal too. */
export function diffTable(set: RunSet, clauses: readonly Clause[], scene: Scene): Table {
  const all = clauses.some((clause) => clause.kind === 'all');
  const sections = clauses.flatMap((clause) => (clause.kind === 'by' ? clause.words.map((word) => word.text) : []));
  const runs = runsToDiff(set, clauses, scene);
  const rows = Object.entries(sectionsOf)
    .filter(([section]) => sections.length === 0 || sections.includes(section))
    .flatMap(([section, valuesOf]) => {
      const values = runs.map(valuesOf);
      const names = [...new Set(values.flatMap((each) => Object.keys(each)))].toSorted(byCodePoint);
      return names.flatMap((name) => {
        const given = values.map((each) => each[name] ?? null);
        const own = section === 'params' ? readAsOthers(given) : given;
        const equal = own.every((value) => isSame(value, own[0] ?? null));
        return equal && !all ? [] : [[text(section), text(name), ...(runs.length > 8 ? countsOf(own) : own)]];
      });
    });
  const columns = ['section', 'name', 'distinct', 'missing', 'values'];
  // Of values that as many runs have the order is open.
  if (runs.length > 8) return { columns, rows, ordered: false, lists: ['values'] };
  return { columns: ['section', 'name', ...runs.map((run) => calledAmong(run, runs))], rows, ordered: false };
}

/** The clauses that choose runs. */
export function choosingClauses(clauses: readonly Clause[]): readonly Clause[] {
  return clauses.filter(({ kind }) => ['where', 'sort', 'top', 'limit'].includes(kind));
}

/** The runs that are compared, in order. */
export function runsToDiff(set: RunSet, clauses: readonly Clause[], scene: Scene): readonly Run[] {
  const chosen = flow(startOfRuns(runsOf(set, scene), scene), choosingClauses(clauses));
  return chosen.stage.rows.flatMap(({ run }) => run ?? []);
}

/** Text that reads as a number, or a bool, is one beside one. */
function readAsOthers(values: readonly Value[]): readonly Value[] {
  return (['number', 'bool'] as const).reduce(
    (own, type) =>
      values.some((value) => value?.type === type)
        ? own.map((value) => (value?.type === 'text' ? (as(type, value) ?? value) : value))
        : own,
    values,
  );
}

/** How many different values there are, how many runs have none, and the values, those that most runs have first. */
function countsOf(values: readonly Value[]): readonly Value[] {
  const there = values.filter((value) => value !== null);
  const distinct = there
    .filter((value, at) => there.findIndex((other) => isSame(other, value)) === at)
    .map((value) => ({ value, runs: there.filter((other) => isSame(other, value)).length }))
    .toSorted((a, b) => b.runs - a.runs || (written(a.value) < written(b.value) ? -1 : 1));
  const shown = distinct.slice(0, 8).map(({ value, runs }) => `${shownValue(value)}${runs === 1 ? '' : ` (${runs})`}`);
  const more = distinct.length > 8 ? `, … ${distinct.length - 8} more` : '';
  return [number(distinct.length), number(values.length - there.length), text(shown.join(', ') + more)];
}

/** As JSON says it: of values that as many runs have those that come first as texts are listed. */
function written(of: NonNullable<Value>): string {
  const shown = shownValue(of);
  const isQuoted = of.type === 'text' || (of.type === 'number' && !Number.isFinite(of.value));
  return isQuoted ? JSON.stringify(shown) : shown;
}

function shownValue({ type, value }: NonNullable<Value>): string {
  return type === 'list' ? JSON.stringify(value).replaceAll(',', ', ') : String(value);
}

/** Its name; where several have it, with its id. */
export function calledAmong({ name, id }: Run, runs: readonly Run[]): string {
  return runs.filter((run) => run.name === name).length > 1 ? `${name} (${id})` : name;
}

const sectionsOf: Readonly<Record<string, (run: Run) => Readonly<Record<string, Value>>>> = {
  params: (run) => there(each(run.params, paramValue)),
  tags: (run) => each(run.tags, (value) => (value === null ? bool(true) : text(value))),
  environment: (run) => there({ host: text(run.host) }),
  code: ({ git }) => there({ commit: text(git.commit), branch: text(git.branch), dirty: bool(git.dirty) }),
  metrics: (run) => each(run.series, (points) => number(aggregate('last', points))),
};

function there(values: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function each<T>(of: Readonly<Record<string, T>>, value: (item: T) => Value): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(of).map(([name, item]) => [name, value(item)]));
}
