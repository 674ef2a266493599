import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ArtifactUpdate, RunUpdate } from '../../src/stores/index.ts';
import { type Asked, openEngine } from '../open-engine.ts';

let opened: Awaited<ReturnType<typeof openEngine>>;

const param = (name: string, type: 'number' | 'text' | 'null', text: string) => ({ name, type, text });

const named: readonly RunUpdate[] = [
  {
    sourceId: 'id-a',
    name: 'a',
    state: 'finished',
    host: 'node-1',
    gitCommit: 'c1',
    params: [param('lr', 'number', '0.1'), param('opt', 'text', 'adam'), param('old', 'null', '')],
    tags: [{ name: 'good' }, { name: 'team', value: 'v' }],
    environment: { packages: ['torch==2.0', 'numpy==1.0'], gpu: { count: 2 } },
    code: { commit: 'c1', entryPoint: 'train.py' },
  },
  {
    sourceId: 'id-b',
    name: 'b',
    state: 'failed',
    host: 'node-1',
    gitCommit: 'c2',
    params: [param('lr', 'number', '1e-1'), param('opt', 'text', 'sgd'), param('seed', 'number', '7')],
    tags: [{ name: 'team', value: 'v' }],
    environment: { packages: ['torch==2.1', 'numpy==1.0'], gpu: { count: 2 } },
    code: { commit: 'c2', entryPoint: 'train.py' },
  },
];
/** Ten runs of one name, which differ in one param; one of them lacks it. */
const sweep = Array.from({ length: 10 }, (_, n): RunUpdate => {
  const own = n === 9 ? [] : [param('lr', 'number', ['0.1', '0.2', '0.3'][n % 3] ?? '')];
  return {
    sourceId: `s-${n}`,
    name: 'sweep',
    tags: [{ name: 'sweep' }],
    params: [...own, param('opt', 'text', 'adam')],
  };
});

const bytes = (text: string) => new TextEncoder().encode(text);
const file = (run: number, name: string, content: Uint8Array, step?: number): ArtifactUpdate => {
  return { run, name, type: 'file', role: 'made', content, ...(step === undefined ? {} : { step }) };
};
const long = Array.from({ length: 3000 }, (_, n) => `line ${n}\n`);
const artifacts: readonly ArtifactUpdate[] = [
  file(0, 'config.yaml', bytes('lr: 0.1\nopt: adam\n1\n2\n3\n4\nend\n')),
  file(1, 'config.yaml', bytes('lr: 0.1\nopt: sgd\nseed: 7\n1\n2\n3\n4\nend')),
  file(0, 'long.txt', bytes(long.join(''))),
  file(1, 'long.txt', bytes(long.filter((_, n) => n !== 1500).join(''))),
  ...[10, 20].map((step) => file(0, 'log.txt', bytes(`at ${step}\n`), step)),
  ...[10, 30].map((step) => file(1, 'log.txt', bytes(`at ${step}\n`), step)),
  // Of two that were made at the same time the earlier step's.
  ...[2, 1].map((step) => ({ ...file(0, 'tied.txt', bytes(`at ${step}\n`), step), created: 1_000_000 })),
  { ...file(1, 'tied.txt', bytes('at 3\n'), 3), created: 1_000_000 },
  file(0, 'empty', new Uint8Array()),
  file(1, 'empty', bytes('x\n')),
  file(0, 'bin', Uint8Array.of(1, 0, 2)),
  file(1, 'bin', Uint8Array.of(255, 254)),
  file(0, 'huge', new Uint8Array(8 * 2 ** 20 + 1).fill(32)),
  file(1, 'huge', bytes('x')),
  { run: 0, name: 'elsewhere', type: 'file', role: 'used', digest: 'abc', size: 10 },
  { run: 1, name: 'elsewhere', type: 'file', role: 'used' },
  { run: 0, name: 'known to be empty', type: 'file', role: 'used', digest: 'abc', size: 0 },
  { run: 1, name: 'known to be empty', type: 'file', role: 'used', size: 0 },
];

beforeAll(async () => {
  opened = await openEngine();
  const points = [0, 1].flatMap((run) =>
    ['loss', 'acc'].map((metric) => ({
      run,
      metric,
      steps: Float64Array.of(0, 1),
      times: Float64Array.of(0, 1),
      values: Float64Array.of(run, metric === 'acc' ? 0.5 + run : Number.NaN),
      order: Float64Array.of(0, 1),
    })),
  );
  await opened.stores.writer.write({ source: 'test', project: 'p', runs: [...named, ...sweep], artifacts, points });
});

afterAll(() => opened?.stores.close());

function plain({ names, rows }: Asked): readonly unknown[] {
  return [names, ...rows.map((row) => row.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell)))];
}

describe('runs', () => {
  test('differ in what has another value, or none, in one of them', async () => {
    expect(plain(await opened.ask("diff run 'a', 'b'"))).toEqual([
      ['section', 'name', 'a', 'b'],
      ['params', 'opt', '"adam"', '"sgd"'],
      ['params', 'seed', null, '7'],
      ['tags', 'good', 'true', null],
      ['environment', 'packages.torch', '"2.0"', '"2.1"'],
      ['code', 'commit', '"c1"', '"c2"'],
      ['metrics', 'acc', '0.5', '1.5'],
    ]);
  });

  test('are shown with what is equal too, by section', async () => {
    expect(plain(await opened.ask("diff run 'b', 'a' all by code, params, metrics"))).toEqual([
      ['section', 'name', 'b', 'a'],
      ['params', 'lr', '0.1', '0.1'],
      ['params', 'opt', '"sgd"', '"adam"'],
      ['params', 'seed', '7', null],
      ['code', 'commit', '"c2"', '"c1"'],
      ['code', 'entryPoint', '"train.py"', '"train.py"'],
      ['metrics', 'acc', '1.5', '0.5'],
      ['metrics', 'loss', '"NaN"', '"NaN"'],
    ]);
  });

  test('whose params are text in one and numbers in the other are compared as numbers, with a note', async () => {
    const typed = (sourceId: string, type: 'number' | 'text', lr: string, epochs: string): RunUpdate => {
      return { sourceId, params: [param('lr', type, lr), param('epochs', type, epochs), param('word', 'text', lr)] };
    };
    const runs = [typed('n', 'number', '0.1', '4'), typed('t', 'text', '1e-1', '5.0')];
    await opened.stores.writer.write({ source: 'test', project: 'typed', runs });
    const asked = await opened.ask("diff run 'n', 't' by params");
    expect(plain(asked).slice(1)).toEqual([
      ['params', 'epochs', '4', '5'],
      ['params', 'word', '"0.1"', '"1e-1"'],
    ]);
    expect(asked.result.diagnostics.map(({ message }) => message)).toEqual([
      '`epochs` is text in some runs, read as the numbers or bools of the others',
    ]);
  });

  test('of one name have their ids beside it', async () => {
    const { names } = await opened.ask("diff (runs where name = 'sweep' sort by id limit 2) all");
    expect(names).toEqual(['section', 'name', 'sweep (s-0)', 'sweep (s-1)']);
  });

  test('that are many have what they have between them', async () => {
    expect(plain(await opened.ask("diff runs where tagged 'sweep' sort by id by params"))).toEqual([
      ['section', 'name', 'distinct', 'missing', 'values'],
      ['params', 'lr', 3, 1, '0.1 (3), 0.2 (3), 0.3 (3)'],
    ]);
    const all = plain(await opened.ask("diff runs where project = 'p' by params, tags"));
    expect(all.slice(1)).toEqual([
      ['params', 'lr', 3, 1, '0.1 (5), 0.2 (3), 0.3 (3)'],
      ['params', 'opt', 2, 0, 'adam (11), sgd'],
      ['params', 'seed', 1, 11, '7'],
      ['tags', 'good', 1, 11, 'true'],
      ['tags', 'sweep', 1, 2, 'true (10)'],
      ['tags', 'team', 1, 10, 'v (2)'],
    ]);
  });

  test('are chosen by conditions, orders and limits', async () => {
    const { names, rows } = await opened.ask('diff runs where acc > 0 sort by acc desc limit 2 by metrics');
    expect([names.slice(2), rows.length]).toEqual([['b', 'a'], 1]);
  });

  test('that are fewer than two differ in nothing, which is said', async () => {
    const { rows, result } = await opened.ask("diff run 'a'");
    expect([rows, result.diagnostics.map(({ code }) => code)]).toEqual([[], ['too-few-runs']]);
    expect((await opened.ask("diff run 'a' all by tags")).rows).toEqual([
      ['tags', 'good', 'true'],
      ['tags', 'team', '"v"'],
    ]);
  });

  test('that are the same in what was compared, which is said', async () => {
    const { rows, result } = await opened.ask("diff runs where tagged 'sweep' limit 2 by code, metrics");
    expect(rows).toEqual([]);
    expect(result.diagnostics.map(({ message }) => message)).toEqual([
      'the 2 runs have the same code and final metrics',
    ]);
  });

  test('count all rows where fewer are shown', async () => {
    const { rows, result } = await opened.ask("diff run 'a', 'b'", { limit: 2 });
    expect([rows.length, result.stats.rows]).toEqual([2, 6]);
  });
});

describe('a text of two runs', () => {
  test('is shown near its differences', async () => {
    const asked = await opened.ask("diff 'config.yaml' of run 'a', 'b'");
    expect(plain(asked)).toEqual([
      ['from', 'to', 'change', 'line'],
      [1, 1, '', 'lr: 0.1'],
      [2, null, 'removed', 'opt: adam'],
      [null, 2, 'added', 'opt: sgd'],
      [null, 3, 'added', 'seed: 7'],
      [3, 4, '', '1'],
      [4, 5, '', '2'],
      [5, 6, '', '3'],
    ]);
    expect(asked.result.diagnostics.map(({ code }) => code)).toEqual(['no-line-feed']);
  });

  test('is shown whole', async () => {
    expect((await opened.ask("diff 'config.yaml' of run 'a', 'b' all")).rows.length).toBe(9);
  });

  test('stands side by side', async () => {
    expect(plain(await opened.ask("diff 'config.yaml' of run 'a', 'b' side by side")).slice(0, 4)).toEqual([
      ['from', 'a', 'change', 'to', 'b'],
      [1, 'lr: 0.1', '', 1, 'lr: 0.1'],
      [2, 'opt: adam', '|', 2, 'opt: sgd'],
      [null, null, '>', 3, 'seed: 7'],
    ]);
  });

  test('is read from the objects where it is long', async () => {
    const { rows } = await opened.ask("diff 'long.txt' of run 'a', 'b'");
    expect(rows.filter((row) => row[2] !== '').map((row) => row[3])).toEqual(['line 1500']);
  });

  test('is the newest, or the newest at a step', async () => {
    const changed = async (at: string) =>
      (await opened.ask(`diff 'log.txt' of run 'a', 'b'${at}`)).rows.map((row) => row[3]);
    expect(await changed('')).toEqual(['at 20', 'at 30']);
    expect(await changed(' at step 25')).toEqual(['at 20', 'at 10']);
    const tied = await opened.ask("diff 'tied.txt' of run 'a', 'b' at time 1h");
    expect(tied.rows.map((row) => row[3])).toEqual(['at 1', 'at 3']);
    const same = await opened.ask("diff 'log.txt' of run 'a', 'b' at step 19");
    expect([same.rows, same.result.diagnostics.map(({ code }) => code)]).toEqual([[], ['same-text']]);
  });

  test('may be empty', async () => {
    expect((await opened.ask("diff 'empty' of run 'a', 'b'")).rows.map((row) => row[2])).toEqual(['added']);
  });

  test('of which nothing but its size is known is the empty one where that is 0', async () => {
    const { rows, result } = await opened.ask("diff 'known to be empty' of run 'a', 'b'");
    expect([rows, result.diagnostics.map(({ code }) => code)]).toEqual([[], ['same-text']]);
  });

  test.each([
    ["diff 'bin' of run 'a', 'b'", 'not-a-text', "'bin'"],
    ["diff 'bin' of run 'b', 'a'", 'not-a-text', "'bin'"],
    ["diff 'huge' of run 'a', 'b'", 'text-too-long', "'huge'"],
    ["diff 'elsewhere' of run 'a', 'b'", 'no-bytes', "'elsewhere'"],
    ["diff 'elsewhere' of run 'b', 'a'", 'no-bytes', "'elsewhere'"],
    ["diff 'nothing' of run 'a', 'b'", 'no-artifact', "'nothing'"],
    ["diff 'log.txt' of run 'a', 'b' at step 5", 'no-artifact', "'log.txt'"],
    ["diff 'log.txt' of run 'a'", 'not-two-runs', "'log.txt'"],
    ["diff 'log.txt' of runs", 'not-two-runs', "'log.txt'"],
  ])('%s is an error: %s', async (text, code, place) => {
    const { answer, diagnostics } = await opened.engine.query(text, { user: 'ann', now: 0, zone: 'UTC' });
    const said = diagnostics.map(({ code, severity, span }) => [code, severity, text.slice(span?.start, span?.end)]);
    expect([answer, said]).toEqual([undefined, [[code, 'error', place]]]);
  });
});
