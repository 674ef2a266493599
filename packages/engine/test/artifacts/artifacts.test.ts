import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../open-engine.ts';
import { artifacts, runs, series } from './world.ts';

let opened: Awaited<ReturnType<typeof openEngine>>;

beforeAll(async () => {
  opened = await openEngine();
  await opened.stores.writer.write({
    source: 'test',
    project: 'vision',
    runs,
    artifacts,
    points: runs.flatMap(series),
  });
  const other = { sourceId: 'z', name: 'z', created: 9e15 };
  const step = { run: 0, name: 'z.pt', type: 'checkpoint', role: 'made', step: 1 } as const;
  await opened.stores.writer.write({ source: 'test', project: 'text', runs: [other], artifacts: [step] });
  await opened.stores.writer.write(merged);
});

afterAll(() => opened?.stores.close());

/** A run with two parents, the second of which is the better one. */
const merged = {
  source: 'test',
  project: 'merged',
  runs: ['first', 'second', 'both'].map((name) => ({ sourceId: name, name, created: 1 })),
  edges: [0, 1].map((parent) => ({ parent, child: 2, kind: 'derived' })),
  artifacts: [2, 1].map((run) => ({ run, name: 'm', type: 'file', role: 'made' as const, size: run })),
  points: [1, 9, 5].map((acc, run) => ({
    run,
    metric: 'acc',
    steps: Float64Array.of(0),
    times: Float64Array.of(0),
    values: Float64Array.of(acc),
    order: Float64Array.of(0),
  })),
};

async function rowsOf(text: string): Promise<readonly (readonly unknown[])[]> {
  const { rows } = await opened.ask(text);
  return rows.map((row) => row.map(plain));
}

function plain(cell: unknown): unknown {
  if (typeof cell === 'bigint') return Number(cell);
  return typeof cell === 'object' && cell !== null ? [...(cell as Iterable<unknown>)] : cell;
}

/** The artifacts of runs from the newest on, of a run by name, step and role. */
const listed = artifacts.toSorted(
  (a, b) =>
    (runs[b.run]?.created ?? 0) - (runs[a.run]?.created ?? 0) ||
    compare(a.name, b.name) ||
    compare(a.step ?? Number.POSITIVE_INFINITY, b.step ?? Number.POSITIVE_INFINITY) ||
    compare(a.role, b.role),
);

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function called(run: number): string | undefined {
  return runs[run]?.name ?? runs[run]?.sourceId;
}

const inVision = "artifacts where project = 'vision'";

describe('artifacts', () => {
  test('come by run, the newest first, then by name and step', async () => {
    const rows = await rowsOf(`${inVision} select run, name, step, role`);
    expect(rows).toEqual(listed.map(({ run, name, step, role }) => [called(run), name, step ?? null, role]));
  });

  test('show their project where there are several', async () => {
    const { names } = await opened.ask('artifacts');
    expect(names).toEqual(['project', 'run', 'name', 'type', 'role', 'step', 'size', 'created', 'digest']);
    expect((await rowsOf('artifacts limit 1'))[0]?.slice(0, 3)).toEqual(['text', 'z', 'z.pt']);
  });

  test('take conditions on themselves and on their runs', async () => {
    const rows = await rowsOf(
      "artifacts where val.acc > 0.5 and type = 'checkpoint' and step >= 10 sort by size desc, run",
    );
    const known = listed.filter(({ run, type, step }) => run % 2 === 0 && type === 'checkpoint' && (step ?? -1) >= 10);
    expect(rows.length).toBe(known.length);
    expect(rows.map((row) => row[6])).toEqual(known.map(({ size }) => size ?? 0).toSorted((a, b) => b - a));
  });

  test('at a step are the newest of each name and role at or before it', async () => {
    const rows = await rowsOf(`${inVision} at step 15 select run, name, role, step`);
    const before = artifacts.filter(({ step }) => step !== undefined && step <= 15);
    const newest = before.filter((each) =>
      before.every(
        (other) =>
          other.run !== each.run ||
          other.name !== each.name ||
          other.role !== each.role ||
          (other.step ?? 0) <= (each.step ?? 0),
      ),
    );
    const sorted = (of: readonly (readonly unknown[])[]) => of.map((row) => JSON.stringify(row)).toSorted();
    expect(newest.length).toBeGreaterThan(3);
    expect(sorted(rows)).toEqual(sorted(newest.map(({ run, name, role, step }) => [called(run), name, role, step])));
  });

  test('at half are those of half the steps of each run', async () => {
    const rows = await rowsOf(
      "artifacts of (runs where name = 'r0') where name = 'model.pt' at 50% select step, run.step",
    );
    expect(rows).toEqual([[20, 40]]);
  });

  test('at the best of a metric are those at or before its step', async () => {
    const at = (point: string) =>
      rowsOf(`artifacts of run 'r0', 'r1' where type = 'checkpoint' at ${point} select run, step`);
    expect(await at('best(val.acc)')).toEqual([
      ['r0', 40],
      ['r1', 40],
    ]);
    expect(await at('min(val.acc)')).toEqual([]);
  });

  test('at a time since the start are those made by then', async () => {
    const rows = await rowsOf("artifacts of run 'r0' where name = 'model.pt' at time 15s select step");
    expect(rows).toEqual([[10]]);
  });

  test('mix their values with those of the run', async () => {
    const rows = await rowsOf(
      "artifacts of run 'r2' where step = 10 select name, size / params.batch as each, params.batch, val.acc, tags.team, run.tags",
    );
    expect(rows).toEqual([['model.pt', 250, 4, 0.7, 'a', ['team']]]);
  });

  test('are ranked and chosen of each run', async () => {
    const rows = await rowsOf(`${inVision} and type = 'checkpoint' top 1 by step per run select run, step`);
    expect(rows).toEqual([
      ['r0', 40],
      ['r1', 40],
      ['r2', 40],
      ['r3', 40],
    ]);
    expect(await rowsOf("artifacts of run 'r1' where rank(size) <= 2 sort by size desc select size")).toEqual([
      [4001],
      [3001],
    ]);
  });

  test('sort by a param of several types as runs do', async () => {
    const rows = await rowsOf(`${inVision} and name = 'model.pt' and step = 10 sort by params.any desc select run`);
    expect(rows).toEqual(
      await rowsOf("runs where project = 'vision' and name matches '^r' sort by params.any desc select name"),
    );
  });

  test('are grouped by themselves, their runs, or as a whole', async () => {
    expect(await rowsOf(`${inVision} group by type select count(), sum(size) as bytes`)).toEqual(
      ['checkpoint', 'dataset', 'file'].map((type) => {
        const same = artifacts.filter((each) => each.type === type);
        const bytes = same.flatMap(({ size, content }) => size ?? content?.length ?? []);
        return [type, same.length, bytes.length === 0 ? null : bytes.reduce((sum, size) => sum + size)];
      }),
    );
    expect(
      await rowsOf(
        `${inVision} where step = 10 group by params.batch select count(), max(val.acc) as acc where acc > 0.5`,
      ),
    ).toEqual([[4, 2, 0.7]]);
    expect(await rowsOf(`${inVision} select count()`)).toEqual([[artifacts.length]]);
    expect(
      await rowsOf(`${inVision} at step 15 where rank(step per run) <= 1 group by all select count(), max(step)`),
    ).toEqual([[5, 12]]);
  });

  test.each([
    ["artifacts of (SET) where name = 'none' or acc < parent.acc", ['both']],
    ["artifacts of (SET) where size > 1 and not (name = 'none' or acc < parent.acc)", []],
    ["artifacts of (SET) where name = 'none' or not (acc < parent.acc)", []],
    ["artifacts of (SET) where name = 'none' or parent.acc is missing", ['second']],
    ["artifacts of (SET) where name = 'none' or parent.acc = 9 select run", ['both']],
    ['artifacts of (SET) where parent.acc between 2 and 8', []],
    ['artifacts of (SET) where parent.acc between 2 and 9 and size > 1', ['both']],
    ["lineage of run 'both' where parent.acc between 2 and 8 and name = 'both' select name", []],
    ["artifacts of (SET) top 9 by size where acc < parent.acc and parent.name in ('second', 'x') select run", ['both']],
    ['artifacts of (SET) where size > 1 or acc < root.acc group by run', ['both']],
    ["lineage of run 'both' where acc < parent.acc select name", ['both']],
    ["lineage of run 'both' where depth = 5 or not (acc < parent.acc) select name", []],
  ])('%s: a condition asks any parent', async (text, wanted) => {
    const { rows, names } = await opened.ask(text.replace('SET', "runs where project = 'merged'"));
    const at = Math.max(names.indexOf('run'), 0);
    expect(rows.map((row) => row[at])).toEqual(wanted);
  });

  test('of no run are none', async () => {
    expect(await rowsOf("artifacts of (runs where state = 'failed')")).toEqual([]);
    expect(await rowsOf("artifacts of (runs where state = 'failed') select count()")).toEqual([[0]]);
  });

  const statistics =
    'min(size), max(size), sum(size), mean(size), median(size), quantile(size, 0.25), std(size), var(size)';

  test.each([
    ["artifacts of (runs where state = 'failed')", [null, null, null, null, null, null, null, null]],
    ["artifacts of (runs where project = 'text')", [null, null, null, null, null, null, null, null]],
    ["artifacts of (runs where name = 'both')", [2, 2, 2, 2, 2, 2, null, null]],
    ["artifacts of (runs where project = 'merged')", [1, 2, 3, 1.5, 1.5, 1.25, Math.SQRT1_2, 0.5]],
  ])('statistics of sizes: %s', async (source, wanted) => {
    const [row, ...more] = await rowsOf(`${source} group by all select ${statistics}`);
    expect(more).toEqual([]);
    const rounded = row?.map((cell) => (typeof cell === 'number' ? Math.round(cell * 1e12) / 1e12 : cell));
    expect(rounded).toEqual(wanted.map((cell) => (cell === null ? null : Math.round(cell * 1e12) / 1e12)));
  });

  test.each([
    ["artifacts where type = 'video'", "no artifact meets `type = 'video'`"],
    ["artifacts where type = 'file' and size > 1e9 limit 5", 'no artifact meets `size > 1e9`'],
    [
      "artifacts where type = 'dataset' and name = 'm'",
      "no artifact meets all conditions: `type = 'dataset'` (3), `name = 'm'` (2)",
    ],
    ["artifacts where type = 'video' group by run", "no artifact meets `type = 'video'`"],
    ["artifacts of run 'first'", 'there is no artifact of these runs'],
    ["artifacts of (runs where state = 'failed')", "no run meets `state = 'failed'`"],
    ["artifacts of run 'r0' at step -1", 'no artifact was there at this point'],
    ["metrics where name = 'nothing'", "no metric meets `name = 'nothing'`"],
    ['metrics where runs > 100 sort by name', 'no metric meets `runs > 100`'],
    ["params of run 'z'", 'there is no param of these runs'],
    ["params of (runs where state = 'failed') where runs > 1", "no run meets `state = 'failed'`"],
    ['projects where runs > 1000', 'no project meets `runs > 1000`'],
    ['views', 'there is no view yet'],
    ["lineage of run 'both' where depth > 7", 'no run meets `depth > 7`'],
    ['projects limit 0', undefined],
    ["artifacts where type = 'file' limit 0", undefined],
  ])('%s: an empty answer says why', async (text, why) => {
    const { rows, result } = await opened.ask(text);
    expect(rows).toEqual([]);
    const codes = ['nothing-meets', 'nothing-meets-all', 'none-there', 'none-at-point'];
    const told = result.diagnostics.filter(({ code }) => codes.includes(code));
    expect(told.map(({ message }) => message)).toEqual(why === undefined ? [] : [why]);
  });

  test('count all where fewer are shown', async () => {
    const { rows, result } = await opened.ask(inVision, { limit: 2 });
    expect([rows.length, result.stats.rows]).toEqual([2, artifacts.length]);
  });
});
