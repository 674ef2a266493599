import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ParamValue } from '../../src/stores/write.ts';
import { openEngine } from '../open-engine.ts';
import { type Points, randomPoints, writtenTwice } from './random-series.ts';

// `metrics`, `params` and `projects` against loops over what was written.

interface NaiveRun {
  readonly id: string;
  readonly project: string;
  readonly state: 'running' | 'finished';
  readonly tagged: boolean;
  readonly series: Readonly<Record<string, Points>>;
  readonly params: readonly ParamValue[];
}

const metricNames = ['loss', 'val/acc', 'grad.norm', 'é'] as const;
const paramValue = (name: string): fc.Arbitrary<ParamValue> => {
  const of = (type: ParamValue['type'], ...texts: string[]) =>
    fc.constantFrom(...texts).map((text) => ({ name, type, text }));
  const number = of('number', '1', '2.5', '-3', '1e3', 'nan', 'inf');
  if (name === 'lr') return number;
  if (name === 'opt') return of('text', 'adam', 'sgd', "it's");
  if (name === 'numeric') return of('text', '7', '8');
  if (name === 'nothing') return of('null', 'null');
  return fc.oneof(number, of('text', 'auto', '12'), of('bool', 'true'), of('list', '[1,2]'), of('null', 'null'));
};
const paramNames = ['lr', 'opt', 'numeric', 'nothing', 'any'] as const;

const run = fc.record({
  project: fc.constantFrom('one', 'two', 'Zwei'),
  state: fc.constantFrom('running' as const, 'finished' as const),
  tagged: fc.boolean(),
  metrics: fc.tuple(...metricNames.map(() => fc.option(randomPoints))),
  params: fc.tuple(...paramNames.map((name) => fc.option(paramValue(name)))),
});
const runs: readonly NaiveRun[] = fc.sample(run, { numRuns: 40, seed: 5 }).map(({ metrics, params, ...of }, i) => ({
  ...of,
  id: `id-${i}`,
  series: Object.fromEntries(metrics.flatMap((points, m) => (points === null ? [] : [[metricNames[m], points]]))),
  params: params.filter((param) => param !== null),
}));

let opened: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  opened = await openEngine();
  for (const project of ['one', 'two', 'Zwei']) {
    const own = runs.filter((each) => each.project === project);
    await opened.stores.writer.write({
      source: 'test',
      project,
      runs: own.map(({ id, state, tagged, params }) => ({
        sourceId: id,
        state,
        params,
        ...(tagged && { tags: [{ name: 'chosen' }] }),
      })),
      points: own.flatMap(({ series }, at) =>
        Object.entries(series).flatMap(([metric, points]) =>
          writtenTwice(points).map((block) => ({ run: at, metric, ...block })),
        ),
      ),
    });
  }
});
afterAll(() => opened?.stores.close());

const byCodePoint = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

function naiveMetrics(of: readonly NaiveRun[]): unknown[][] {
  const goals: Record<string, string | null> = { loss: 'min', 'val/acc': 'max', 'grad.norm': null, é: null };
  return pairs(metricNames, of, ({ series }) => Object.keys(series)).map(([name, project]) => {
    const having = of.filter((each) => each.project === project && each.series[name] !== undefined);
    const points = having.flatMap(({ series }) => (series[name] === undefined ? [] : [series[name]]));
    const values = points.flatMap((p) => [...p.values]);
    const numbers = values.filter((v) => !Number.isNaN(v));
    const extreme = (pick: (...v: number[]) => number) => (numbers.length === 0 ? Number.NaN : pick(...numbers) + 0);
    const updated = Math.max(...points.flatMap((p) => [...p.times])) / 1000;
    const [min, max] = [extreme(Math.min), extreme(Math.max)];
    return [project, name, having.length, values.length, min, max, goals[name], updated];
  });
}

function naiveParams(of: readonly NaiveRun[]): unknown[][] {
  return pairs(paramNames, of, ({ params }) => params.map(({ name }) => name)).map(([name, project]) => {
    const all = of.filter((each) => each.project === project).flatMap(({ params }) => params);
    const values = all.filter((param) => param.name === name && param.type !== 'null');
    const types = [...new Set(values.map(({ type }) => type))];
    const numbers = values
      .filter(({ text }) => text === 'nan' || text === 'inf' || text.trim() !== '')
      .map(({ text }) => (text === 'inf' ? Infinity : text === 'nan' ? Number.NaN : Number(text)))
      .filter((v, i) => !Number.isNaN(v) || values[i]?.text === 'nan');
    const known = numbers.filter((v) => !Number.isNaN(v));
    const extreme = (pick: (...v: number[]) => number) =>
      known.length > 0 ? pick(...known) : numbers.length > 0 ? Number.NaN : null;
    const type = types.length > 1 ? 'mixed' : (types[0] ?? 'null');
    const distinct = new Set(values.map(({ text }) => text)).size;
    return [project, name, type, values.length, distinct, extreme(Math.min), extreme(Math.max)];
  });
}

function pairs(
  names: readonly string[],
  of: readonly NaiveRun[],
  namesOf: (each: NaiveRun) => readonly string[],
): [string, string][] {
  return names
    .toSorted(byCodePoint)
    .flatMap((name) => ['Zwei', 'one', 'two'].map((project): [string, string] => [name, project]))
    .filter(([name, project]) => of.some((each) => each.project === project && namesOf(each).includes(name)));
}

function naiveProjects(of: readonly NaiveRun[]): unknown[][] {
  return ['Zwei', 'one', 'two'].map((project) => {
    const own = of.filter((each) => each.project === project);
    const points = own.flatMap(({ series }) => Object.values(series));
    const count = points.reduce((sum, { steps }) => sum + steps.length, 0);
    const updated = Math.max(...points.flatMap((p) => [...p.times])) / 1000;
    return [project, own.length, own.filter(({ state }) => state === 'running').length, count, updated];
  });
}

const plain = (rows: readonly (readonly unknown[])[]) =>
  rows.map((row) => row.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell === 0 ? 0 : cell)));
const chosen = runs.filter(({ tagged, state }) => tagged && state === 'finished');
const ofChosen = "(runs where tagged 'chosen' and state = 'finished')";

describe('metrics', () => {
  test('one row a name and project', async () => {
    const { names, rows } = await opened.ask('metrics');
    expect(names).toEqual(['project', 'name', 'runs', 'points', 'min', 'max', 'goal', 'updated']);
    expect(plain(rows)).toEqual(naiveMetrics(runs));
  });
  test('of a set of runs', async () => {
    expect(plain((await opened.ask(`metrics of ${ofChosen}`)).rows)).toEqual(naiveMetrics(chosen));
  });
  test('clauses are of the names', async () => {
    const { rows } = await opened.ask(
      "metrics where name like '%o%' and points / runs > 10 sort by max desc, name limit 4 select name, max, points / runs as each",
    );
    const wanted = naiveMetrics(runs)
      .map(([, name, count, points, , max]) => ({
        name: String(name),
        max: Number(max),
        each: Number(points) / Number(count),
      }))
      .filter(({ name, each }) => name.includes('o') && each > 10)
      .map((row, i) => ({ ...row, i }))
      .sort((a, b) => order(b.max, a.max) || byCodePoint(a.name, b.name) || a.i - b.i)
      .slice(0, 4)
      .map(({ name, max, each }) => [name, max, each]);
    expect(rows).toEqual(wanted);
  });
  test('a missing goal, a limit before a sort, NaN last', async () => {
    const without = naiveMetrics(runs).filter((row) => row[6] === null);
    expect(plain((await opened.ask('metrics where goal is missing')).rows)).toEqual(without);
    const { rows } = await opened.ask('metrics limit 5 sort by points limit 3 where runs > 0 select points');
    const wanted = naiveMetrics(runs)
      .slice(0, 5)
      .map((row) => Number(row[3]))
      .sort((a, b) => a - b)
      .slice(0, 3);
    expect(plain(rows)).toEqual(wanted.map((points) => [points]));
  });
});

const order = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

describe('params', () => {
  test('one row a name and project', async () => {
    const { names, rows } = await opened.ask('params');
    expect(names).toEqual(['project', 'name', 'type', 'runs', 'distinct', 'min', 'max']);
    expect(plain(rows)).toEqual(naiveParams(runs));
  });
  test('of a set of runs, filtered', async () => {
    const wanted = naiveParams(chosen).filter((row) => Number(row[4]) > 1 && row[2] !== 'mixed');
    const { rows } = await opened.ask(`params of ${ofChosen} where distinct > 1 and type != 'mixed'`);
    expect(plain(rows)).toEqual(wanted);
  });
});

describe('projects', () => {
  test('one row a project', async () => {
    const { names, rows } = await opened.ask('projects');
    expect(names).toEqual(['name', 'runs', 'running', 'points', 'updated']);
    expect(plain(rows)).toEqual(naiveProjects(runs));
  });
  test('sorted and selected', async () => {
    const { rows } = await opened.ask(
      'projects where updated > 2020-01-01 sort by points desc select name, points * 2 as twice limit 2',
    );
    const wanted = naiveProjects(runs)
      .sort((a, b) => Number(b[3]) - Number(a[3]))
      .slice(0, 2)
      .map((row) => [row[0], Number(row[3]) * 2]);
    expect(rows).toEqual(wanted);
  });
  test('a limit shows fewer and counts all', async () => {
    const { rows, result } = await opened.ask('projects', { limit: 1 });
    expect([rows.length, result.stats.rows]).toEqual([1, 3]);
  });
});
