import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCatalog } from '../../src/catalog/make-catalog.ts';
import { compile } from '../../src/compile.ts';
import { fillTemplate } from '../../src/execute/fill.ts';
import type { StepResult } from '../../src/execute/results.ts';
import { statementsOf } from '../../src/explain/describe-statements.ts';
import { explainCompiled } from '../../src/explain.ts';
import { readCatalogRows } from '../../src/stores/index.ts';
import { now, openEngine } from '../open-engine.ts';

// Both databases accept every statement of curves and listings, in the form for few runs and in that for many.

let opened: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  opened = await openEngine();
  for (const project of ['one', 'two']) {
    await opened.stores.writer.write({
      source: 'test',
      project,
      runs: [{ sourceId: 'a', params: [{ name: 'lr', type: 'number', text: '1' }] }],
      points: ['loss', 'val/acc'].map((metric) => ({
        run: 0,
        metric,
        steps: Float64Array.of(1, 2),
        times: Float64Array.of(1e15, 1e15 + 1e6),
        values: Float64Array.of(3, 4),
        order: Float64Array.of(0, 1),
      })),
    });
  }
});
afterAll(() => opened?.stores.close());

const runs = "runs where val.acc > 0.5 and state = 'finished' sort by loss limit 3";
const queries = [
  ...['step', 'time', 'relative'].flatMap((axis) =>
    ['', ' steps -1..5.5', ' steps 3..', ' smooth ema 0.9', ' steps ..9 smooth ema 0.5'].flatMap((making) =>
      ['', ' sample none', ' sample 40 minmax'].map((sample) => `curves loss of ${runs} x ${axis}${making}${sample}`),
    ),
  ),
  'curves loss, val.acc as v of runs',
  ...['metrics', 'params', 'projects'],
  ...['metrics', 'params'].map((names) => `${names} of (${runs})`),
  "metrics where name like '%\\_o%' and not (points / runs > 10) or goal is missing sort by max desc, name limit 4 where updated > 1d ago",
  "metrics where name matches '^l' and goal in ('min') limit 9 sort by updated select name, project, lower(name) as l, day(updated)",
  "params where distinct > 1 and type != 'mixed' and min is not nan sort by abs(max) desc limit 2 select name, min + max as sum",
  "projects where running >= 0 and name ilike '%O%' sort by updated desc select name, points / runs as each",
];

test.each(queries)('%s', async (query) => {
  const catalog = makeCatalog(await readCatalogRows(opened.stores.relational));
  const { value, diagnostics } = compile(query, catalog, { user: 'ann', now, zone: 'Europe/Berlin' });
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  expect(explainCompiled(value)).toContain('-- steps --');
  const someRuns: StepResult = { kind: 'runs', runs: Uint32Array.of(1, 2) };
  const results = new Map(value.steps.steps.map(({ id }) => [id, someRuns]));
  const listed = new Map<string, readonly (string | number)[]>();
  for (const name of ['name', 'project', 'type', 'goal']) listed.set(name, ['a']);
  for (const name of ['runs', 'points', 'min', 'max', 'updated', 'distinct', 'running']) listed.set(name, [1]);
  for (const { title, statement } of value.statements.flatMap(statementsOf)) {
    for (const template of [statement.few, statement.many]) {
      const filled = fillTemplate(template, results, { runs: Uint32Array.of(1), count: 1, listed });
      const explained = { ...filled, text: `EXPLAIN ${filled.text}` };
      const rows =
        filled.store === 'postgres'
          ? (await opened.stores.relational.query(explained)).rows.length
          : (await opened.stores.columnar.query(explained)).numRows;
      expect([title, rows > 0]).toEqual([title, true]);
    }
  }
});
