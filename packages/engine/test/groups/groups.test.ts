import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../open-engine.ts';
import * as naive from './naive.ts';
import { randomRuns, type WorldRun, writeRuns } from './random-world.ts';

const { stores, ask, engine } = await openEngine();
const runs = randomRuns(20_261_121, 90);

beforeAll(() => writeRuns(stores.writer, runs));
afterAll(() => stores.close());

type Cell = naive.Cell;

const last = (run: WorldRun, metric: string): Cell => run.series[metric]?.at(-1) ?? null;
const acc = (run: WorldRun) => last(run, 'val.acc');
const best = (run: WorldRun) => naive.greatest(run.series['val.acc'] ?? []);
const lr = (run: WorldRun): Cell => run.lr ?? null;
const model = (run: WorldRun): Cell => run.model ?? null;
const newest = [...runs].sort((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1));

/** Rows agree to the last digits, with 0 and -0 as one. */
function expectRows(found: readonly (readonly unknown[])[], expected: readonly (readonly Cell[])[]): void {
  const plain = (cell: unknown): unknown => {
    if (typeof cell === 'bigint') return Number(cell);
    return typeof cell === 'number' && Number.isFinite(cell) ? Number(cell.toPrecision(12)) + 0 : cell;
  };
  expect(found.map((row) => row.map(plain))).toEqual(expected.map((row) => row.map(plain)));
}

/** The name of the first run by a cell, of equal ones the one with the least id. */
function firstRun(group: readonly WorldRun[], of: (run: WorldRun) => Cell, direction: 'asc' | 'desc'): Cell {
  const able = group.filter((run) => of(run) !== null && !Number.isNaN(of(run)));
  const [first] = able.sort((a, b) => naive.compareCells(of(a), of(b), direction) || (a.id < b.id ? -1 : 1));
  return first?.name ?? null;
}

describe('groups', () => {
  test('come by their keys, missing ones last, zeros of either sign as one', async () => {
    const { rows } = await ask('runs group by params.lr, params.model');
    const expected = naive.groupRows(runs, (run) => [lr(run), model(run)]);
    expectRows(
      rows,
      expected.map((group) => [...group.keys, group.rows.length]),
    );
  });

  test('have every statistic over runs', async () => {
    const { rows } = await ask(
      `runs group by params.model select count(), count(val.acc), count(val.acc > 0.3), mean(val.acc), sum(val.acc),
      min(val.acc), max(val.acc), std(val.acc), median(val.acc), quantile(val.acc, 0.9), mean(best(val.acc))`,
    );
    const expected = naive
      .groupRows(runs, (run) => [model(run)])
      .map(({ keys, rows: group }) => {
        const cells = group.map(acc);
        return [
          ...keys,
          group.length,
          naive.count(cells),
          naive.countTrue(cells.map((cell) => typeof cell === 'number' && cell > 0.3)),
          naive.mean(cells),
          naive.sum(cells),
          naive.least(cells),
          naive.greatest(cells),
          naive.std(cells),
          naive.quantile(cells, 0.5),
          naive.quantile(cells, 0.9),
          naive.mean(group.map(best)),
        ];
      });
    expectRows(rows, expected);
  });

  test('of values of several types keep the types apart: numbers, texts, bools, lists, NaN, then missing', async () => {
    const { rows } = await ask('runs where params.mixed is not missing or val.acc is missing group by params.mixed');
    const shown = rows.map(([cell]) => cell);
    expect(shown).toEqual(
      ['-0', '1', '"auto"', '"\uffff"', '"\u{1f600}"', 'true', '[1, 2]', '[3]', '"NaN"', null].map((cell) =>
        cell === '"NaN"' ? shown[8] : cell,
      ),
    );
    const { rows: turned } = await ask(
      'runs where params.mixed is not missing or val.acc is missing group by params.mixed sort by params.mixed desc',
    );
    expect(turned.map(([cell]) => cell)).toEqual([1, 0, 4, 3, 2, 5, 7, 6, 8, 9].map((place) => shown[place]));
  });

  test('by a condition have three kinds', async () => {
    const { rows } = await ask('runs group by val.acc >= 0.5 as good');
    const test = (run: WorldRun): Cell => {
      const cell = acc(run);
      return typeof cell !== 'number' || Number.isNaN(cell) ? null : cell >= 0.5;
    };
    expectRows(
      rows,
      naive.groupRows(runs, (run) => [test(run)]).map((group) => [...group.keys, group.rows.length]),
    );
  });

  test('by day, in the zone of who asks', async () => {
    const query = 'runs group by day(created)';
    const { rows } = await ask(query);
    const days = (offset: number) => {
      const day = (run: WorldRun) => Math.floor(run.created / 86_400e6 + offset / 24);
      return naive.groupRows(runs, (run) => [day(run)]).map((group) => group.rows.length);
    };
    expect(rows.map(([, n]) => Number(n))).toEqual(days(0));
    const tokyo = await engine.query(query, { user: 'ann', now: 0, zone: 'Asia/Tokyo' });
    const counts = tokyo.answer?.table.getChild('count()')?.toArray() ?? [];
    expect(Array.from(counts, Number)).toEqual(days(9));
  });

  test('are filtered, sorted and cut by what they have', async () => {
    const { rows } = await ask(
      'runs group by params.lr, state where count() >= 4 select mean(val.acc) as m sort by m desc, state limit 5 sort by count()',
    );
    const groups = naive.groupRows(runs, (run) => [lr(run), run.state]).filter((group) => group.rows.length >= 4);
    const mean = (group: (typeof groups)[number]) => naive.mean(group.rows.map(acc));
    const sorted = groups
      .sort(
        (a, b) =>
          naive.compareCells(mean(a), mean(b), 'desc') || naive.compareCells(a.keys[1] ?? null, b.keys[1] ?? null),
      )
      .slice(0, 5);
    const byCount = naive.groupRows(sorted, (group) => [group.rows.length, ...group.keys]).flatMap((each) => each.rows);
    expectRows(
      rows,
      byCount.map((group) => [...group.keys, mean(group)]),
    );
  });

  test('know their best run, by goal or as told, ties by id', async () => {
    const { rows } = await ask(
      'runs group by state select best run by val.acc, best run by best(val.acc) asc as worst, best run by created',
    );
    const expected = naive
      .groupRows(runs, (run) => [run.state])
      .map(({ keys, rows: group }) => [
        ...keys,
        firstRun(group, acc, 'desc'),
        firstRun(group, best, 'asc'),
        firstRun(group, (run) => run.created, 'desc'),
      ]);
    expectRows(rows, expected);
  });

  test('may be sorted and filtered by the name of their best run', async () => {
    const { rows } = await ask(
      "runs group by params.lr select best run by val.acc as champion where champion != 'run-1' sort by champion desc",
    );
    const named = naive
      .groupRows(runs, (run) => [lr(run)])
      .map(({ keys, rows: group }) => [...keys, firstRun(group, acc, 'desc')] as const)
      .filter(([, name]) => name !== null && name !== 'run-1');
    const sorted = named.sort((a, b) => naive.compareCells(a[1] ?? null, b[1] ?? null, 'desc'));
    expectRows(rows, sorted);
  });

  test('of conditions over runs are unknown where any run decides it', async () => {
    const { rows } = await ask('runs group by params.model select any(val.acc > 1.5), all(val.acc > -3)');
    const expected = naive
      .groupRows(runs, (run) => [model(run)])
      .map(({ keys, rows: group }) => {
        const holds = (test: (x: number) => boolean) =>
          group.map(acc).map((x) => (typeof x !== 'number' || Number.isNaN(x) ? null : test(x)));
        const [any, all] = [holds((x) => x > 1.5), holds((x) => x > -3)];
        return [
          ...keys,
          any.includes(true) ? true : any.includes(null) ? null : false,
          all.includes(false) ? false : all.includes(null) ? null : true,
        ];
      });
    expectRows(rows, expected);
  });

  test('of no runs are none, but one without keys', async () => {
    expect((await ask("runs where name = 'nobody' group by state")).rows).toEqual([]);
    const { rows } = await ask(
      "runs where name = 'nobody' group by all select count(), mean(val.acc), any(val.acc > 0)",
    );
    expectRows(rows, [[0, null, false]]);
    expectRows((await ask('runs limit 7 select count()')).rows, [[7]]);
  });

  test('of groups: the first of each, and places among them', async () => {
    const top = await ask('runs group by params.model, state select count() as n top 1 by n per state');
    const groups = naive.groupRows(runs, (run) => [model(run), run.state]);
    const expected = naive
      .groupRows(groups, (group) => [group.keys[1] ?? null])
      .map(({ rows: same }) => {
        const [first] = [...same].sort((a, b) => b.rows.length - a.rows.length);
        return [...(first?.keys ?? []), first?.rows.length ?? 0];
      });
    expectRows(top.rows, expected);
    const ranked = await ask(
      'runs group by params.model select mean(val.acc) as m, count() as n where rank(n) <= 2 sort by n',
    );
    const counts = naive.groupRows(runs, (run) => [model(run)]);
    const places = naive.ranks(
      counts.map((group) => group.rows.length),
      'desc',
    );
    const first = counts.filter((_, at) => (places[at] ?? 9) <= 2);
    expect(ranked.rows.map((row) => Number(row[2]))).toEqual(
      first.map((group) => group.rows.length).sort((a, b) => a - b),
    );
  });

  test.each([
    ['group by params.lr, params.model', ''],
    ['group by state', 'sort by count() desc, state limit 2'],
    ['group by created, state', 'where count() > 1 sort by created desc'],
    ['group by params.lr', 'where params.lr > 0.05 or params.lr is missing'],
    ['group by git.dirty, duration, project', ''],
    ['where val.acc > 0.3 group by params.model', 'top 2 by count()'],
    ['limit 40 group by params.model', 'where rank(count()) <= 2'],
    ['where rank(val.acc) <= 20 group by state', ''],
    ['group by all', ''],
  ])('are the same in either store: %s %s', async (before, after) => {
    const { rows } = await ask(`runs ${before} ${after}`);
    const both = await ask(`runs ${before} ${after} select count(), count(id)`);
    expect(rows.length).toBeGreaterThan(0);
    expectRows(
      rows,
      both.rows.map((row) => row.slice(0, -1) as Cell[]),
    );
  });

  test('say what they pass over', async () => {
    const { result } = await ask('runs group by state select mean(val.acc), max(best(val.acc))');
    const notes = new Map(result.diagnostics.map(({ code, message }) => [code, message]));
    const passed = result.diagnostics.filter(({ code }) => code === 'nan-passed-over').map(({ message }) => message);
    const nan = (of: (run: WorldRun) => Cell) => runs.filter((run) => Number.isNaN(of(run))).length;
    expect(passed).toEqual([
      `\`val.acc\` is NaN in ${nan(acc)} runs, left out of what is over runs`,
      `\`best(val.acc)\` is NaN in ${nan(best)} run, left out of what is over runs`,
    ]);
    const lacking = runs.filter((run) => run.series['val.acc'] === undefined).length;
    expect(notes.get('lacking')).toBe(`${lacking} of ${runs.length} runs have no \`val.acc\``);
    expect(notes.get('last-values')).toBe('`mean(val.acc)` is over the last value of each run');
  });

  test('an empty answer says why', async () => {
    const { result } = await ask("runs where state = 'finished' and name = 'nobody' group by state");
    expect(result.diagnostics.map(({ message }) => message)).toEqual(["no run meets `name = 'nobody'`"]);
  });
});

describe('bands', () => {
  test('lie where they are said to', async () => {
    const kinds = ['std', 'sem', 'minmax', 'iqr'];
    const { rows } = await ask(
      `runs group by params.model select ${kinds.map((kind) => `mean(val.acc) band ${kind} as ${kind}`).join(', ')}`,
    );
    const expected = naive
      .groupRows(runs, (run) => [model(run)])
      .map(({ keys, rows: group }) => {
        const cells = group.map(acc);
        const [mean, std, n] = [naive.mean(cells), naive.std(cells), naive.size(cells)];
        const around = (width: number | null) => {
          if (mean === null) return [null, null, null, n];
          return width === null ? [mean, null, null, n] : [mean, mean - width, mean + width, n];
        };
        return [
          ...keys,
          ...around(std),
          ...around(std === null ? null : std / Math.sqrt(n)),
          mean,
          naive.least(cells),
          naive.greatest(cells),
          n,
          mean,
          naive.quantile(cells, 0.25),
          naive.quantile(cells, 0.75),
          n,
        ];
      });
    expectRows(rows, expected);
  });

  test('of 95 % are Student’s', async () => {
    const { rows } = await ask(
      'runs where val.loss between -10 and 10 group by state select mean(val.loss) band ci95 as m, std(val.loss)',
    );
    // scipy.stats.t.ppf(0.975, n - 1)
    const quantiles = new Map([
      [1, 12.706204736174694],
      [2, 4.302652729749462],
      [3, 3.1824463052837078],
      [4, 2.7764451051977934],
      [5, 2.5705818356363146],
      [6, 2.4469118511449786],
      [7, 2.364624251592784],
      [8, 2.306004135204166],
      [9, 2.262157162798205],
      [10, 2.228138851986274],
      [11, 2.200985160091639],
      [12, 2.1788128296672284],
      [13, 2.1603686564627913],
      [14, 2.144786687917804],
      [15, 2.131449545559776],
      [16, 2.1199052992212546],
      [17, 2.1098155778333156],
      [18, 2.1009220402410382],
      [19, 2.0930240544083087],
      [20, 2.085963447265864],
      [21, 2.0796138447276795],
      [22, 2.0738730679040254],
      [23, 2.0686576104190486],
      [24, 2.0638985616280245],
      [25, 2.0595385527532972],
      [26, 2.0555294386428735],
      [27, 2.0518305164802846],
      [28, 2.0484071417952454],
      [29, 2.045229642132703],
    ]);
    expect(rows.length).toBe(3);
    for (const row of rows) {
      const [, mean, low, high, n, std] = row.map((cell, at) => (at === 0 ? Number.NaN : Number(cell)));
      const width = ((quantiles.get((n ?? 0) - 1) ?? Number.NaN) * (std ?? 0)) / Math.sqrt(n ?? 0);
      expect(low).toBeCloseTo((mean ?? 0) - width, 12);
      expect(high).toBeCloseTo((mean ?? 0) + width, 12);
    }
  });
});

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

  test('says which runs are on both sides', async () => {
    const { result } = await ask('compare created - created between (runs limit 3) and (runs limit 5)');
    expect(result.diagnostics.map(({ message }) => message)).toEqual(['3 runs are on both sides']);
  });
});
