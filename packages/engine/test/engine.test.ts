import { afterAll, beforeAll, expect, test } from 'vitest';
import { decode, encode, shapeOf } from '../src/arrow/index.ts';
import type { Batch, PointBlock } from '../src/stores/write.ts';
import { now, openEngine } from './open-engine.ts';

const minute = 60e6;
const opened = await openEngine();
const { stores, engine, ask } = opened;
const asker = { user: 'ann', now, zone: 'UTC' };

beforeAll(async () => {
  const runs = ['a', 'b', 'c', 'd'].map((name, at) => ({
    sourceId: `id-${name}`,
    id: `id-${name}`,
    name,
    state: name === 'd' ? ('running' as const) : ('finished' as const),
    created: now - at * 60 * minute,
    started: now - at * 60 * minute,
    ...(name === 'd' ? {} : { ended: now - at * 60 * minute + minute }),
    params: [
      { name: 'lr', type: at === 0 ? ('text' as const) : ('number' as const), text: String(at / 10) },
      { name: 'mixed', type: at < 2 ? ('number' as const) : ('text' as const), text: at < 2 ? '1.50' : 'auto' },
      ...(at === 1 ? [{ name: 'layers', type: 'list' as const, text: '[64, "x"]' }] : []),
    ],
    tags: at === 2 ? [{ name: 'good' }] : [],
  }));
  const points = [0, 1, 2].map((run) =>
    block(run, 'val/acc', [1, 2, 3], [0.1, run / 10, run === 0 ? Number.NaN : 0.5]),
  );
  await write({ source: 'test', project: 'p', runs, points });
  await write({
    source: 'test',
    project: 'q',
    runs: [{ sourceId: 'z', id: 'id-z', name: 'z', created: now + minute }],
  });
});
afterAll(() => stores.close());

async function write(batch: Batch) {
  await stores.writer.write(batch);
}

function block(run: number, metric: string, steps: readonly number[], values: readonly number[]): PointBlock {
  return {
    run,
    metric,
    steps: Float64Array.from(steps),
    times: Float64Array.from(steps, () => now),
    values: Float64Array.from(values),
    order: Float64Array.from(steps, (_, at) => at),
  };
}

/** The first column of the rows, without what machines alone are shown. */
async function names(text: string): Promise<readonly unknown[]> {
  return (await ask(`${text} select name`)).rows.map(([name]) => name);
}

async function notes(text: string): Promise<readonly string[]> {
  const { result } = await ask(text);
  return result.diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

test('runs come newest first, those of other projects among them', async () => {
  expect(await names('runs')).toEqual(['z', 'a', 'b', 'c', 'd']);
});

test('runs by name come in the order in which they were written', async () => {
  expect(await names("run 'c', 'a', 'b'")).toEqual(['c', 'a', 'b']);
  expect(await names("run 'c', 'a', 'b' where val.acc > 0")).toEqual(['c', 'b']);
});

test('a query of runs is a source of runs, in its order', async () => {
  expect(await names('(runs sort by name limit 3) where val.acc > 0')).toEqual(['b', 'c']);
  expect(await names('(runs sort by name desc limit 3) sort by val.acc desc')).toEqual(['c', 'd', 'z']);
  expect(await names("(run 'd', 'b', 'a') limit 2 where state = 'finished'")).toEqual(['b']);
  expect(await names('runs limit 0 sort by val.acc')).toEqual([]);
});

test('runs without a row in ClickHouse are rows where they meet what is asked', async () => {
  expect(await names('runs where val.acc is missing sort by max(val.acc) limit 3')).toEqual(['d', 'z']);
  expect(await names('runs where count(val.acc) = 0 sort by val.acc desc limit 1')).toEqual(['d']);
  expect(await names('runs where val.acc is missing or val.acc > 0.4 sort by val.acc limit 4')).toEqual([
    'b',
    'c',
    'd',
    'z',
  ]);
  expect(await names('runs sort by val.acc desc limit 4')).toEqual(['b', 'c', 'a', 'd']);
});

test('a project that all rows must meet is their scope', async () => {
  const { names: columns, rows } = await ask("runs where project = 'q'");
  expect(columns).toEqual(['id', 'name', 'state', 'created', 'step']);
  expect(rows).toHaveLength(1);
  expect((await ask('runs')).names).toEqual(['project', 'id', 'name', 'state', 'created', 'step']);
});

test('a limit of the asker shows fewer rows and counts all', async () => {
  const { rows, result } = await ask('runs sort by name', { limit: 2 });
  expect(rows).toHaveLength(2);
  expect(result.stats.rows).toBe(5);
});

test.each([
  'runs',
  'runs sort by name select name, params.layers',
  'runs sort by val.acc desc select name, val.acc, count(val.acc)',
  'runs where val.acc > 0 sort by val.acc select name, val.acc, params.layers',
  'runs sort by name limit 4 select name',
  "runs where state = 'finished' sort by params.mixed, name",
  "runs select name, val.acc vs 'b' on val.acc",
])('a part of the runs is what stands there in the whole: %s', async (text) => {
  const lines = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.map(String).join(' | '));
  const whole = lines((await ask(text)).rows);
  expect(whole.length).toBeGreaterThan(1);
  for (let skip = 0; skip <= whole.length + 1; skip++) {
    const { rows, result } = await ask(text, { limit: 2, skip });
    expect(lines(rows), `from ${skip} on`).toEqual(whole.slice(skip, skip + 2));
    expect(result.stats.rows).toBe(whole.length);
    expect(result.stats.skipped).toBe(Math.min(skip, whole.length));
  }
  expect(lines((await ask(text, { skip: 1 })).rows)).toEqual(whole.slice(1));
});

test('of groups none is skipped, and that is said', async () => {
  const { rows, result } = await ask('runs group by state select count()', { limit: 50, skip: 1 });
  expect(rows).toEqual((await ask('runs group by state select count()')).rows);
  expect(result.stats.skipped).toBe(0);
});

test('columns keep their types', async () => {
  const { rows, result } = await ask(
    "runs where name = 'b' select params.mixed, params.layers, count(val.acc), children, duration, created, git.dirty, tagged 'good' as good, 1 as one",
  );
  const types = result.answer?.table.schema.fields.map((field) => field.metadata.get('xt.type'));
  expect(types).toEqual(['mixed', 'list', 'integer', 'integer', 'duration', 'time', 'bool', 'bool', 'number']);
  const [mixed, layers, ...rest] = rows[0] ?? [];
  expect(mixed).toBe('1.50');
  expect(String(layers)).toBe('[64,x]');
  expect([rest[0], rest[1], rest[2]].map(Number)).toEqual([3, 0, 60]);
  expect(rest.slice(4)).toEqual([null, false, 1]);
});

test('one value of several types is JSON of its own', async () => {
  const { rows } = await ask('runs sort by name limit 4 select params.mixed');
  expect(rows.map(([cell]) => cell)).toEqual(['1.50', '1.50', '"auto"', '"auto"']);
});

test('a note says what a condition drops for want of a name', async () => {
  expect(await notes('runs where val.acc > 0')).toContain('lacking: 2 of 5 runs have no `val/acc`');
  expect(await notes('runs where val.acc is missing')).toEqual([]);
  const ranked = 'lacking: 2 of 5 runs have no `val/acc`';
  expect(await notes('runs where rank(val.acc) <= 2')).toContain(ranked);
  expect(await notes('runs select rank(max(val.acc) asc) as place where place > 1')).toContain(ranked);
  expect(await notes('runs where rank(val.acc) is missing or val.acc is missing')).not.toContain(ranked);
  expect(await notes('runs select rank(val.acc)')).not.toContain(ranked);
});

test('a note says what text was read as a number', async () => {
  expect(await notes('runs where params.lr < 1')).toContain('coerced: `lr` is text in 1 run, read as a number');
});

test('a note says which values have another type', async () => {
  expect(await notes('runs where params.mixed > 1')).toContain(
    'other-type: `mixed` has another type in 2 runs, left out of the comparison',
  );
});

test('a note says that NaN points are passed over', async () => {
  expect(await notes('runs select max(val.acc)')).toEqual([
    'nan-skipped: `val/acc` has NaN points in 1 run, which the aggregate passes over',
  ]);
});

test('a note counts the runs that ended before a step', async () => {
  expect(await notes('runs select val.acc at step 100')).toEqual([
    'ended-before: 3 runs have no `val/acc` as late as step 100',
  ]);
});

test('an empty answer says why', async () => {
  expect(await notes("runs where name = 'nobody'")).toEqual(["nothing-meets: no run meets `name = 'nobody'`"]);
  expect(await notes("runs where name = 'a' and val.acc > 0.4 sort by step")).toContain(
    "nothing-meets-all: no run meets all conditions: `name = 'a'` (1), `val.acc > 0.4` (2)",
  );
});

test('what a person has deleted is no row, whichever store orders', async () => {
  const statement = (deleted: boolean) => ({
    store: 'postgres' as const,
    text: `update run set deleted = $1 where name = 'c'`,
    parameters: [deleted],
  });
  await stores.relational.query(statement(true));
  expect(await names('runs')).toEqual(['z', 'a', 'b', 'd']);
  expect(await names('runs sort by val.acc desc')).toEqual(['b', 'a', 'd', 'z']);
  expect(await names('runs where val.acc > 0 sort by val.acc limit 3')).toEqual(['b']);
  expect(await names("runs where tagged 'good' or val.acc > 0")).toEqual(['b']);
  expect(await names("runs where tagged 'good' sort by val.acc limit 1")).toEqual([]);
  await stores.relational.query(statement(false));
});

test('a wrong query has no answer and asks no store', async () => {
  const result = await engine.query('runs where val.ac > 1', asker);
  expect(result.answer).toBeUndefined();
  expect(result.diagnostics.map(({ code }) => code)).toEqual(['unknown-name']);
  expect(result.stats.statements).toEqual([]);
});

test('an aborted query rejects with the reason of the signal', async () => {
  const reason = new Error('enough');
  const asked = engine.query('runs where val.acc > 0', asker, { signal: AbortSignal.abort(reason) });
  await expect(asked).rejects.toBe(reason);
});

test('explain shows every stage', async () => {
  const { value = '' } = await engine.explain('runs where val.acc > 0 and params.lr < 1', asker);
  const stages = value.split('\n').filter((line) => /^-- .* --$/.test(line));
  expect(stages).toEqual(
    ['canonical', 'bound', 'plan', 'steps', 'postgres', 'clickhouse'].map((name) => `-- ${name} --`),
  );
});

test('explain tells what each step gave, took and read', async () => {
  const { value = '' } = await engine.explain('runs where val.acc > 0 and params.lr < 1', asker, { analyze: true });
  expect(plainTimes(sectionOf(value, 'steps'))).toEqual([
    expect.stringMatching(/^1\. clickhouse: find /),
    '   2 runs in _ ms: clickhouse _ ms, 3 rows read',
    expect.stringMatching(/^2\. postgres: order /),
    '   2 runs in _ ms: postgres _ ms',
    expect.stringMatching(/^3\. postgres: fetch /),
    '   2 values in _ ms: postgres _ ms',
    'rows: step 2',
  ]);
  expect(plainTimes(sectionOf(value, 'totals'))).toEqual([
    'compile: _ ms',
    'steps: _ ms',
    'answer: 2 rows in _ ms',
    expect.stringMatching(/^notes: _ ms: /),
    expect.stringMatching(/^postgres: \d statements in _ ms$/),
    expect.stringMatching(/^clickhouse: \d statements? in _ ms; [1-9]\d* rows and [1-9][\d,]* bytes read$/),
    expect.stringMatching(/^all: _ ms, one step and one statement after another;/),
  ]);
});

test('explain counts what a step gave, whatever it gives', async () => {
  const gave = async (text: string) => {
    const { value = '' } = await engine.explain(text, asker, { analyze: true });
    const lines = sectionOf(value, 'steps').flatMap((line) => /^ {3}(.*?) in [\d.]+ ms/.exec(line)?.[1] ?? []);
    return lines.at(-1);
  };
  expect(await gave('curves val.acc of runs sample none')).toBe('9 points');
  expect(await gave('runs group by state select mean(val.acc) as m')).toBe('3 groups');
  expect(await gave('metrics')).toBe('1 row');
  expect(await gave('runs limit 0')).toBe('0 runs');
  expect(await gave('runs select params.lr')).toMatch(/^\d+ values$/);
});

test('explain analyzes no wrong query', async () => {
  const { value, diagnostics } = await engine.explain('runs where val.ac > 1', asker, { analyze: true });
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-name']);
});

function sectionOf(explained: string, name: string): readonly string[] {
  const [, after = ''] = explained.split(`-- ${name} --\n`);
  return (after.split('\n\n')[0] ?? '').trimEnd().split('\n');
}

function plainTimes(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replaceAll(/[\d.]+ ms/g, '_ ms'));
}

test('an answer tells which runs its rows are where that is asked for, beside its columns', async () => {
  const asked = async (text: string, names: boolean) => {
    const { answer } = await engine.query(text, asker, { names });
    const table = decode(Buffer.concat([...encode(answer?.table ?? expect.fail(text))]));
    return { columns: table.schema.fields.map(({ name }) => name), shape: shapeOf(table) };
  };
  const rows = 'runs where name < "c" sort by name desc select params.lr';
  const { columns, shape } = await asked(rows, true);
  expect(columns).toEqual(['params.lr']);
  expect(shape).toMatchObject({ roles: [{ role: 'param' }], runs: { ids: ['id-b', 'id-a'], names: ['b', 'a'] } });
  expect((await asked(rows, false)).shape).not.toHaveProperty('runs');
  expect((await asked('runs group by params.lr', true)).shape).not.toHaveProperty('runs');
  const sides = 'compare step between (runs where name = "a") and (runs where name > "a")';
  const compared = (await asked(sides, true)).shape?.compared?.sides.map(({ runs }) => runs);
  expect(compared?.map((names) => names?.toSorted())).toEqual([['a'], ['b', 'c']]);
  expect((await asked(sides, false)).shape?.compared?.sides[0]).not.toHaveProperty('runs');
});

test('an answer says what its columns are for, through Arrow bytes too', async () => {
  const shape = async (text: string) => {
    const { result } = await ask(text);
    const bytes = Buffer.concat([...encode(result.answer?.table ?? expect.fail(text))]);
    return shapeOf(decode(bytes)) ?? expect.fail(text);
  };
  const roles = async (text: string) => (await shape(text)).roles.map(({ role, of }) => (of ? `${role} ${of}` : role));
  expect(await roles('runs select id, name, project, params.lr, val.acc, step')).toEqual(
    ['id', 'run', 'project', 'param', 'value', 'field'], //
  );
  expect(await roles('runs group by params.mixed select mean(val.acc) band ci95 as acc, count()')).toEqual(
    ['key', 'value', 'lo acc', 'hi acc', 'n acc', 'value'], //
  );
  expect(await roles('curves val.acc of runs smooth ema 0.5')).toEqual(
    ['project', 'id', 'run', 'metric', 'x', 'place', 'place', 'value', 'raw'], //
  );
  expect(await roles('curves val.acc of runs group by state band ci95 x relative')).toEqual(
    ['key', 'metric', 'x', 'value', 'lo', 'hi', 'n'], //
  );
  expect((await shape('curves val.acc of runs x val.acc')).xName).toBe('val/acc');
  expect((await shape("compare val.acc between (runs where name = 'b') and (run 'b', 'c')")).compared).toEqual({
    name: 'val.acc',
    sides: [
      { name: "runs where name = 'b'", values: [0.5] },
      { name: "run 'b', 'c'", lo: 0.5, hi: 0.5, values: [0.5, 0.5] },
    ],
  });
});
