import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../open-engine.ts';
import { expectRows } from './expect-rows.ts';
import * as naive from './naive.ts';
import { acc, last, lr, model, randomRuns, type WorldRun, writeRuns } from './random-world.ts';

const { stores, ask } = await openEngine();
const runs = randomRuns(20_261_121, 90);

beforeAll(() => writeRuns(stores.writer, runs));
afterAll(() => stores.close());

type Cell = naive.Cell;

const newest = [...runs].sort((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1));

describe('top', () => {
  test('is the first rows by the goal, ties by id', async () => {
    const { rows } = await ask('runs top 12 by val.acc select id');
    const sorted = [...runs].sort((a, b) => naive.compareCells(acc(a), acc(b), 'desc') || (a.id < b.id ? -1 : 1));
    expect(rows.map(([id]) => id)).toEqual(sorted.slice(0, 12).map((run) => run.id));
  });

  test.each([
    ['val.loss', 'params.model', (run: WorldRun) => last(run, 'val.loss'), model, 'asc'],
    ['val.acc asc', 'params.lr', acc, lr, 'asc'],
    ['created', 'state', (run: WorldRun) => run.created, (run: WorldRun) => run.state, 'desc'],
  ] as const)('3 by %s per %s is the first of each, group by group', async (key, per, of, group, direction) => {
    const { rows } = await ask(`runs top 3 by ${key} per ${per} select id`);
    const expected = naive
      .groupRows(runs, (run) => [group(run)])
      .flatMap((each) => {
        const sorted = each.rows.sort((a, b) => naive.compareCells(of(a), of(b), direction) || (a.id < b.id ? -1 : 1));
        return sorted.slice(0, 3).map((run) => run.id);
      });
    expect(rows.map(([id]) => id)).toEqual(expected);
  });

  test('is followed by what is of its rows', async () => {
    const { rows } = await ask("runs where state != 'failed' top 5 by val.acc where val.acc < 1 sort by id select id");
    const kept = runs.filter((run) => run.state !== 'failed');
    const sorted = kept
      .sort((a, b) => naive.compareCells(acc(a), acc(b), 'desc') || (a.id < b.id ? -1 : 1))
      .slice(0, 5);
    const below = sorted.filter((run) => Number(acc(run) ?? 9) < 1).map((run) => run.id);
    expect(rows.map(([id]) => id)).toEqual(below.sort());
  });
});

describe('rank', () => {
  const places = (rows: readonly WorldRun[], of: (run: WorldRun) => Cell, direction: 'asc' | 'desc') => {
    const found = naive.ranks(rows.map(of), direction);
    return new Map(rows.map((run, at) => [run.id, found[at] ?? null]));
  };

  test('leaves gaps after ties, and the missing and NaN without a place', async () => {
    const { rows } = await ask('runs select id, rank(val.acc), rank(val.loss), rank(created), rank(params.model asc)');
    const expected = newest.map((run) => [
      run.id,
      places(runs, acc, 'desc').get(run.id) ?? null,
      places(runs, (each) => last(each, 'val.loss'), 'asc').get(run.id) ?? null,
      places(runs, (each) => each.created, 'desc').get(run.id) ?? null,
      places(runs, model, 'asc').get(run.id) ?? null,
    ]);
    expectRows(rows, expected);
  });

  test('is among the rows that reach its clause', async () => {
    const { rows } = await ask(
      "runs where state = 'finished' where rank(val.acc per params.model) <= 2 select id, rank(val.acc) as r sort by id",
    );
    const finished = runs.filter((run) => run.state === 'finished');
    const kept = naive
      .groupRows(finished, (run) => [model(run)])
      .flatMap((group) => {
        const found = places(group.rows, acc, 'desc');
        return group.rows.filter((run) => (found.get(run.id) ?? 9) <= 2);
      });
    const again = places(kept, acc, 'desc');
    expectRows(
      rows,
      kept.map((run) => [run.id, again.get(run.id) ?? null]).sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
    );
  });

  test('after a limit is among what it kept, and sorts', async () => {
    const { rows } = await ask('runs limit 20 sort by rank(val.acc), id limit 6 select id');
    const kept = newest.slice(0, 20);
    const found = places(kept, acc, 'desc');
    const sorted = kept.sort(
      (a, b) => naive.compareCells(found.get(a.id) ?? null, found.get(b.id) ?? null) || (a.id < b.id ? -1 : 1),
    );
    expect(rows.map(([id]) => id)).toEqual(sorted.slice(0, 6).map((run) => run.id));
  });

  test('may be a key of groups', async () => {
    const { rows } = await ask('runs group by rank(val.acc) <= 10 as first');
    const found = places(runs, acc, 'desc');
    const is = (run: WorldRun): Cell => {
      const place = found.get(run.id) ?? null;
      return place === null ? null : place <= 10;
    };
    expectRows(
      rows,
      naive.groupRows(runs, (run) => [is(run)]).map((group) => [...group.keys, group.rows.length]),
    );
  });
});

describe('vs', () => {
  test('compares with a run that need not be a row', async () => {
    const base = runs.find((run) => run.state === 'failed' && Number.isFinite(Number(acc(run) ?? Number.NaN)));
    if (base === undefined) throw new Error('no run to compare with');
    const { rows } = await ask(
      `runs where state = 'finished' vs '${base.id}' on val.acc select id, val.acc, val.acc_base, val.acc_diff, val.acc_ratio sort by id`,
    );
    const there = Number(acc(base));
    const expected = runs
      .filter((run) => run.state === 'finished')
      .map((run) => {
        const own = acc(run);
        return typeof own === 'number'
          ? [run.id, own, there, own - there, own / there]
          : [run.id, null, there, null, null];
      })
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
    expectRows(rows, expected);
  });

  test('is ranked by as any value', async () => {
    const base = runs.find((run) => Number.isFinite(Number(acc(run) ?? Number.NaN)));
    const { rows } = await ask(
      `runs vs '${base?.id}' on val.acc, val.loss where rank(val.acc_diff asc) <= 5 select id, rank(val.acc_diff asc) as r sort by r, id`,
    );
    const there = base === undefined ? 0 : Number(acc(base));
    const differences = runs.map((run) => {
      const own = acc(run);
      return typeof own === 'number' ? own - there : null;
    });
    const found = naive.ranks(differences, 'asc');
    const kept = runs.flatMap((run, at) => ((found[at] ?? 9) <= 5 ? [[run.id, found[at] ?? null] as const] : []));
    expectRows(
      rows,
      kept.sort((a, b) => Number(a[1]) - Number(b[1]) || (a[0] < b[0] ? -1 : 1)),
    );
  });

  test('with a run that lacks it is missing, and sorts and filters as any value', async () => {
    const base = runs.find((run) => run.series['val.acc'] === undefined);
    const { rows } = await ask(`runs vs '${base?.id}' on val.acc where val.acc_base is missing select count()`);
    expectRows(rows, [[runs.length]]);
  });
});

describe('compare', () => {
  test('counts values, not runs, and passes over NaN', async () => {
    const { names, rows, result } = await ask(
      "compare val.acc between (runs where state = 'finished') and (runs where state = 'failed')",
    );
    expect(names).toEqual(['n1', 'mean1', 'std1', 'n2', 'mean2', 'std2', 'diff', 'lo', 'hi', 't', 'p']);
    const cells = (state: string) => runs.filter((run) => run.state === state).map(acc);
    const [a, b] = [cells('finished'), cells('failed')];
    expect(rows[0]?.slice(0, 2).map(Number)).toEqual([naive.size(a), naive.mean(a)]);
    expect(Number(rows[0]?.[3])).toBe(naive.size(b));
    const nan = [...a, ...b].filter((cell) => Number.isNaN(cell)).length;
    expect(result.diagnostics.map(({ message }) => message)).toContain(
      `\`val.acc\` is NaN in ${nan} runs, left out of what is over runs`,
    );
  });

  test('of one value a side has no spread, of none no mean', async () => {
    const [one, two] = runs.filter((run) => Number.isFinite(Number(acc(run) ?? Number.NaN)));
    const { rows } = await ask(`compare val.acc between run '${one?.id}' and run '${two?.id}'`);
    const difference = Number(one === undefined ? 0 : acc(one)) - Number(two === undefined ? 0 : acc(two));
    expectRows(rows, [
      [
        1,
        one === undefined ? null : acc(one),
        null,
        1,
        two === undefined ? null : acc(two),
        null,
        difference,
        null,
        null,
        null,
        null,
      ],
    ]);
    const none = await ask(`compare val.acc between run '${one?.id}' and (runs where name = 'nobody')`);
    expectRows(none.rows, [
      [1, one === undefined ? null : acc(one), null, 0, null, null, null, null, null, null, null],
    ]);
  });

  test('says how many of the runs on its sides lack the value', async () => {
    const lacking = runs.filter((run) => acc(run) === null);
    const [a, b] = [lacking.slice(0, 2), runs.filter((run) => acc(run) !== null).slice(0, 3)];
    const set = (of: readonly { readonly id: string }[]) => `run ${of.map(({ id }) => `'${id}'`).join(', ')}`;
    const { result } = await ask(`compare val.acc + 1 between ${set([...a, ...b])} and ${set(a)}`);
    expect(result.diagnostics.map(({ message }) => message)).toEqual([
      '2 of the 5 runs to compare have no `val.acc + 1`',
      '2 runs are on both sides',
    ]);
  });

  test('says which runs are on both sides', async () => {
    const { result } = await ask('compare created - created between (runs limit 3) and (runs limit 5)');
    expect(result.diagnostics.map(({ message }) => message)).toEqual(['3 runs are on both sides']);
  });
});
