import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../open-engine.ts';
import { expectRows } from './expect-rows.ts';
import * as naive from './naive.ts';
import { acc, lr, model, randomRuns, type WorldRun, writeRuns } from './random-world.ts';

const { stores, ask, engine } = await openEngine();
const runs = randomRuns(20_261_121, 90);

beforeAll(() => writeRuns(stores.writer, runs));
afterAll(() => stores.close());

type Cell = naive.Cell;

const best = (run: WorldRun) => naive.greatest(run.series['val.acc'] ?? []);

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

  test('are the same where a clause asks for them', async () => {
    const query = 'runs where val.acc between -5 and 5 or val.acc is missing group by params.model, state select ';
    const bands = ['std', 'sem', 'ci95'].map((kind) => `mean(val.acc) band ${kind} as ${kind}`).join(', ');
    const late = await ask(`${query} ${bands} sort by state, params.model`);
    const early = await ask(
      `${query} ${bands} where ci95_lo < 0 or ci95_lo is not missing or std_lo is missing or sem_hi > 9 sort by state, params.model`,
    );
    expectRows(early.rows, late.rows as Cell[][]);
    const sorted = await ask(`${query} ${bands} sort by ci95_lo desc`);
    const low = late.rows.map((row) => row[11] as Cell).sort((a, b) => naive.compareCells(a, b, 'desc'));
    expectRows(
      sorted.rows.map((row) => [row[11]]),
      low.map((cell) => [cell]),
    );
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
