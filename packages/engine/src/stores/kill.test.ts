import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalogRows } from './catalog-rows.ts';
import { openFolder } from './open-folder.ts';
import { makeTemporaryFolder } from './testing/index.ts';
import {
  killedBatch,
  killedMetrics,
  killedPoints,
  killedProject,
  killedRuns,
  killedSource,
} from './testing/killed-batches.ts';
import { naiveSummary, surviving, type TestPoint } from './testing/reference.ts';
import { buildProgram, type Program } from './testing/run-program.ts';
import { clickhouse, postgres } from './writer/statement.ts';
import { pairKey, readSummaries } from './writer/summary-store.ts';

const kills = process.env['XT_TEST_FULL'] ? 60 : 8;

let program: Program;
let folder: Awaited<ReturnType<typeof makeTemporaryFolder>>;
beforeAll(async () => {
  program = await buildProgram('./write-until-killed.ts');
  folder = await makeTemporaryFolder();
});
afterAll(async () => {
  await program.remove();
  await folder.remove();
});

test('what was acknowledged survives kill -9 at any moment, once, and the store stays sound', {
  timeout: 240_000,
}, async () => {
  let acknowledged = 0;
  // On a slow machine it takes more kills until there is enough to lose.
  for (let i = 0; i < kills || acknowledged <= kills; i++) {
    const child = program.start(folder.folder);
    const ended = once(child, 'exit');
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
    });
    // From the middle of opening to the middle of many batches.
    const begun = child.stdout === null ? ended : once(child.stdout, 'data');
    if (i % 4 !== 0) await Promise.race([begun, ended]);
    await new Promise((resolve) => setTimeout(resolve, 20 + ((i * 137) % 400)));
    child.kill('SIGKILL');
    await ended;
    const last = Number(text.trim().split('\n').at(-1) ?? 0);
    acknowledged = Math.max(acknowledged, last);
  }
  await expectSound(acknowledged);
});

async function expectSound(acknowledged: number): Promise<void> {
  const { relational, columnar, writer, close } = await openFolder(folder.folder);
  const committed = Number((await writer.positions(killedProject, killedSource)).get('at'));
  // The last batch may have been committed, its writer killed before it could say so.
  expect(committed).toBeGreaterThanOrEqual(acknowledged);
  // Points of a batch that was not committed are there until its replay writes them again.
  const at = committed + 1;
  await writer.write(killedBatch(at));
  const numbers = Array.from({ length: at }, (_, i) => i + 1);

  const runs = await relational.query(
    postgres('select source_id, number, project, step, deleted from run order by source_id'),
  );
  expect(runs.rows.map((row) => row[0])).toEqual(Array.from({ length: killedRuns }, (_, i) => `run${i}`));
  expect(runs.rows.every((row) => row[4] === false)).toBe(true);
  const params = await relational.query(
    postgres(
      `select run.source_id, name.name, param.num from param join run on run.number = param.run join name on name.id = param.key`,
    ),
  );
  expect(params.rows.length).toBe(at + killedRuns);
  for (const row of params.rows.filter(([, name]) => name === 'last')) {
    expect(row[2]).toBe(Math.max(...numbers.filter((number) => `run${number % killedRuns}` === row[0])));
  }

  const names = await readCatalogRows(relational);
  const written = new Map<string, TestPoint[]>();
  for (const number of numbers) {
    for (const metric of killedMetrics(number)) {
      const key = `run${number % killedRuns} ${metric}`;
      written.set(key, [...(written.get(key) ?? []), ...killedPoints(number)]);
    }
  }
  // Metrics of a batch that was never committed may have been given a number, but nothing shows them.
  const known = names.names.filter(({ kind, runs }) => kind === 'metric' && runs > 0);
  const metrics = new Set(numbers.flatMap(killedMetrics));
  for (const metric of metrics) {
    const wanted = [...written.keys()].filter((key) => key.endsWith(` ${metric}`)).length;
    expect({ metric, runs: known.find(({ name }) => name === metric)?.runs }).toEqual({ metric, runs: wanted });
  }

  const project = Number(runs.rows[0]?.[2]);
  const pairs = [...written].map(([key, points]) => {
    const [sourceId, metric] = key.split(' ');
    const run = Number(runs.rows.find((row) => row[0] === sourceId)?.[1]);
    return { run, metric: known.find(({ name }) => name === metric)?.id ?? 0, points };
  });
  const summaries = await readSummaries(columnar, project, pairs);
  for (const pair of pairs) {
    const { finite, ...wanted } = naiveSummary(pair.points);
    const { finite: foundFinite, ...found } = summaries.get(pairKey(pair)) ?? {};
    expect(found).toEqual(wanted);
    expect(foundFinite?.max).toBe(finite?.max);
    expect(foundFinite?.sum).toBeCloseTo(finite?.sum ?? 0, 6);
  }
  const count = await columnar.query(clickhouse('SELECT count() AS n FROM xt.points FINAL'));
  expect(Number(count.getChild('n')?.get(0))).toBe(
    pairs.reduce((sum, { points }) => sum + surviving(points).length, 0),
  );
  expect((await relational.query(postgres('select * from batch'))).rows).toEqual([]);
  await close();
}
