import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventFile, recordEnds } from '../../ingest/test/event-files.ts';
import { makePlace, type Place, type Running } from './xt.ts';

const patience = { timeout: 240_000, interval: 200 };

let place: Place;
let root = '';
let watches: Running[] = [];
beforeEach(() => {
  place = makePlace();
  root = join(place.folder, 'logs');
  mkdirSync(root);
  watches = [];
});
afterEach(() => {
  for (const { child } of watches) child.kill('SIGKILL');
  place.remove();
});

/** Starts a watch, which is there once it says so. */
async function watch(...args: readonly string[]): Promise<Running & { said: () => string }> {
  const running = place.start(['import', '--watch', ...args]);
  watches.push(running);
  let said = '';
  running.child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  await expect.poll(() => said, patience).toContain('watching for more');
  return { ...running, said: () => said };
}

function ask(query: string, environment: Record<string, string> = {}): string {
  const { out, err } = place.run(['query', query, '-f', 'csv', '--quiet'], { environment });
  return out === '' ? err : out;
}

/** Everything of the store that a query can see. */
function everything(environment: Record<string, string> = {}): readonly string[] {
  return [
    'runs select id, name, project, state, step, started, ended, tags, parent sort by project, name',
    'curves loss of runs sample none',
    'params sort by project, name',
    'metrics sort by project, name',
  ].map((query) => ask(query, environment));
}

function pointsOf(run: string): string {
  return ask(`runs where name = '${run}' select count(loss)`).trim().split('\n').at(-1)?.split(',').at(-1) ?? '';
}

const began = Math.floor(Date.now() / 1000);

/** The bytes of one scalar in an event file. */
function event(step: number): Buffer {
  const whole = eventFile(began, [{ tag: 'loss', step, value: 1 / step, time: began + step / 10 }]);
  return whole.subarray(recordEnds(whole)[0]);
}

function logEvent(run: string, step: number, file = 1): void {
  const path = join(root, run, `events.out.tfevents.${began}.host.${file}`);
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path)) writeFileSync(path, eventFile(began + file / 1000, []));
  appendFileSync(path, event(step));
}

describe('event files', () => {
  test('grow while they are watched, over the death of every process, and nothing is lost or doubled', async () => {
    logEvent('a', 1);
    const first = await watch('logs');
    expect(pointsOf('a')).toBe('1');

    // A record that is half written is whole later; a second file goes on; a run begins.
    const path = join(root, 'a', `events.out.tfevents.${began}.host.1`);
    const half = event(2);
    appendFileSync(path, half.subarray(0, 20));
    logEvent('b/deep', 1);
    await expect.poll(() => pointsOf('b/deep'), patience).toBe('1');
    expect(pointsOf('a')).toBe('1');
    appendFileSync(path, half.subarray(20));
    logEvent('a', 3, 2);
    await expect.poll(() => pointsOf('a'), patience).toBe('3');

    const owner = place.owner();
    expect(owner).toBeDefined();
    process.kill(owner ?? 0, 'SIGKILL');
    logEvent('b/deep', 2);
    await expect.poll(() => pointsOf('b/deep'), patience).toBe('2');

    first.child.kill('SIGKILL');
    await first.finished;
    for (let step = 4; step < 40; step++) logEvent('a', step, 2);
    rmSync(join(root, 'b'), { recursive: true });
    logEvent('c', 1);
    // Two at the same time do no harm.
    const [second, third] = [await watch('logs'), await watch('logs')];
    logEvent('c', 2);
    for (let step = 40; step < 50; step++) logEvent('a', step, 2);
    await expect.poll(() => [pointsOf('a'), pointsOf('b/deep'), pointsOf('c')], patience).toEqual(['49', '2', '2']);
    rmSync(join(root, 'c'), { recursive: true });
    await expect.poll(second.said, patience).toContain('`logs/c` is not there any more');
    logEvent('b/deep', 1);
    logEvent('b/deep', 2);
    logEvent('c', 1);
    logEvent('c', 2);

    // What was just written is not waited for: ending takes it in.
    logEvent('a', 50, 2);
    second.child.kill('SIGINT');
    const { status, out, err } = await second.finished;
    expect({ status, err: err.split('\n').filter((line) => /error|damaged/.test(line)) }).toEqual({
      status: 0,
      err: [],
    });
    expect(out.trimEnd().split('\n').at(-1)).toMatch(
      /^tensorboard logs: 3 runs \(1 new\), [\d,]+ new points, in project /,
    );
    expect(pointsOf('a')).toBe('50');
    third.child.kill('SIGTERM');
    expect((await third.finished).status).toBe(0);

    const watched = everything();
    const fresh = { XT_STORE: join(place.folder, 'fresh') };
    expect(place.run(['import', 'logs'], { environment: fresh }).status).toBe(0);
    expect(everything(fresh)).toEqual(watched);
    place.run(['stop'], { environment: fresh });
    expect(place.run(['status', '--check'])).toMatchObject({ status: 0, err: '' });
  });

  test('that are damaged, or a store that does not open, are told, and the watch goes on or ends clearly', async () => {
    const { said, child, finished } = await watch('logs');
    logEvent('a', 1);
    const path = join(root, 'a', `events.out.tfevents.${began}.host.1`);
    const wrong = event(2);
    wrong.writeUInt8(wrong.readUInt8(20) ^ 0xff, 20);
    appendFileSync(path, wrong);
    logEvent('a', 3);
    await expect.poll(() => pointsOf('a'), patience).toBe('2');
    logEvent('b', 1);
    await expect.poll(() => pointsOf('b'), patience).toBe('1');
    child.kill('SIGINT');
    // The damaged record was passed over once, and stands in the file still.
    expect((await finished).status).toBe(0);
    expect(said()).toContain('`logs` holds nothing to import yet');
    expect(place.run(['import', '--watch', 'logs', '--dry-run'])).toMatchObject({ status: 2, out: '' });
    writeFileSync(join(place.folder, 'notes.txt'), 'nothing');
    expect(place.run(['import', '--watch', 'notes.txt'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('holds nothing to import: expected '),
    });
    expect(place.run(['import', '--watch', 'none'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('does not exist'),
    });
    expect(place.run(['import', '--watch', 'logs'], { environment: { XT_STORE: '/proc/none/store' } }).status).toBe(3);
  });
});

describe('MLflow', () => {
  test('a file store that a training begins and ends', async () => {
    const { child, finished } = await watch('logs');
    const run = join(root, 'mlruns', '1', 'abc');
    const put = (path: string, text: string) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    };
    const meta = (status: number, ended: string) =>
      put(
        join(run, 'meta.yaml'),
        `artifact_uri: file:///none\nend_time: ${ended}\nexperiment_id: '1'\nlifecycle_stage: active\nrun_id: abc\nrun_name: live\nrun_uuid: abc\nsource_name: ''\nstart_time: ${began}000\nstatus: ${status}\nuser_id: ann\n`,
      );
    put(
      join(root, 'mlruns', '1', 'meta.yaml'),
      "artifact_location: file:///none\nexperiment_id: '1'\nlifecycle_stage: active\nname: vision\n",
    );
    meta(1, 'null');
    put(join(run, 'params', 'lr'), '0.1');
    put(join(run, 'metrics', 'loss'), `${began}001 0.5 1\n`);
    await expect
      .poll(() => ask('runs select name, state, params.lr, count(loss)'), patience)
      .toMatch(/live,running,0\.1,1\s/);
    appendFileSync(join(run, 'metrics', 'loss'), `${began}002 0.4 2\n${began}003 0.`);
    await expect.poll(() => pointsOf('live'), patience).toBe('2');
    appendFileSync(join(run, 'metrics', 'loss'), '3 3\n');
    meta(3, `${began}009`);
    await expect.poll(() => ask('runs select state, count(loss)'), patience).toMatch(/finished,3\s/);
    child.kill('SIGINT');
    const { status, out } = await finished;
    expect(status).toBe(0);
    expect(out.trimEnd().split('\n').at(-1)).toMatch(
      /^mlflow logs\/mlruns: 1 run \(1 new\), 3 new points, in project `vision`$/,
    );
  });

  test('a database that a training writes to', async () => {
    const path = join(root, 'mlflow.db');
    const database = new sqlite.Database(path);
    try {
      for (const table of tables) database.exec(`CREATE TABLE ${table}`);
      database.exec("INSERT INTO experiments VALUES (1, 'vision', 'active')");
      database.exec(`INSERT INTO runs VALUES ('abc', 'live', 1, 'ann', 'RUNNING', ${began}000, NULL, 'active', '')`);
      const log = (run: string, step: number) =>
        database.exec(`INSERT INTO metrics VALUES ('loss', ${1 / step}, ${began}00${step % 10}, '${run}', ${step}, 0)`);
      log('abc', 1);
      const { child, finished } = await watch('logs');
      expect(pointsOf('live')).toBe('1');
      log('abc', 2);
      await expect.poll(() => pointsOf('live'), patience).toBe('2');
      database.exec(`INSERT INTO runs VALUES ('def', 'next', 1, 'ann', 'RUNNING', ${began}001, NULL, 'active', '')`);
      log('def', 1);
      database.exec("INSERT INTO params VALUES ('lr', '0.1', 'def')");
      database.exec(`UPDATE runs SET status = 'FINISHED', end_time = ${began}009 WHERE run_uuid = 'abc'`);
      await expect.poll(() => pointsOf('next'), patience).toBe('1');
      await expect.poll(() => ask("runs where name = 'live' select state"), patience).toMatch(/finished/);
      // A run that has ended gets a point; a tag of one is seen when the database has come to rest.
      log('abc', 3);
      database.exec("INSERT INTO tags VALUES ('good', 'yes', 'abc')");
      await expect.poll(() => pointsOf('live'), patience).toBe('3');
      await expect.poll(() => ask("runs where tags.good = 'yes' select name"), patience).toMatch(/live/);
      child.kill('SIGINT');
      expect((await finished).status).toBe(0);
      const watched = everything();
      const fresh = { XT_STORE: join(place.folder, 'fresh') };
      expect(place.run(['import', 'logs'], { environment: fresh }).status).toBe(0);
      expect(everything(fresh)).toEqual(watched);
      place.run(['stop'], { environment: fresh });
    } finally {
      database.close();
    }
  });
});

const tables = [
  'experiments (experiment_id INTEGER, name TEXT, lifecycle_stage TEXT)',
  'runs (run_uuid TEXT, name TEXT, experiment_id INTEGER, user_id TEXT, status TEXT, start_time BIGINT, end_time BIGINT, lifecycle_stage TEXT, artifact_uri TEXT)',
  'metrics (key TEXT, value DOUBLE, timestamp BIGINT, run_uuid TEXT, step BIGINT, is_nan BOOLEAN)',
  'params (key TEXT, value TEXT, run_uuid TEXT)',
  'tags (key TEXT, value TEXT, run_uuid TEXT)',
];
