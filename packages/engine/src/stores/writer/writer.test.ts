import { afterAll, beforeAll, expect, test } from 'vitest';
import { typeBits } from '../../catalog/value-types.ts';
import { readCatalogRows } from '../catalog-rows.ts';
import type { OpenStores } from '../open-folder.ts';
import { openTemporaryFolder } from '../testing/index.ts';
import type { Batch, ParamValue, PointBlock, RunUpdate } from '../write.ts';
import { clickhouse, postgres } from './statement.ts';
import { openWriter } from './writer.ts';

let stores: OpenStores;
beforeAll(async () => {
  stores = await openTemporaryFolder();
});
afterAll(() => stores.close());

const ask = async (text: string, ...parameters: readonly (string | number)[]) =>
  (await stores.relational.query(postgres(text, ...parameters))).rows;

function batch(project: string, runs: readonly RunUpdate[], rest: Partial<Batch> = {}): Batch {
  return { source: 'test', project, runs, ...rest };
}

function points(run: number, metric: string, ...steps: number[]): PointBlock {
  const column = (pick: (step: number) => number) => Float64Array.from(steps, pick);
  return {
    run,
    metric,
    steps: column((s) => s),
    times: column((s) => s * 10),
    values: column((s) => s / 2),
    order: column((s) => s),
  };
}

const param = (name: string, type: ParamValue['type'], text: string): ParamValue => ({ name, type, text });

test('params keep their text and serve as numbers and flags where they read as such', async () => {
  const texts = ['1', '-.5e3', '1.', 'NaN', '-Infinity', 'True', 'false', '0x10', '1_0', ' 1', '', 'a\0b', '\ud83d'];
  await stores.writer.write(
    batch('params', [{ sourceId: 'a', params: texts.map((text, i) => param(`p${i}`, 'text', text)) }]),
  );
  const rows = await ask(
    `select param.txt, param.num, param.flag from param join name on name.id = param.key join run on run.number = param.run
     where run.source_id = 'a' order by length(name.name), name.name`,
  );
  expect(rows).toEqual([
    ['1', 1, null],
    ['-.5e3', -500, null],
    ['1.', 1, null],
    ['NaN', Number.NaN, null],
    ['-Infinity', Number.NEGATIVE_INFINITY, null],
    ['True', null, true],
    ['false', null, false],
    ['0x10', null, null],
    ['1_0', null, null],
    [' 1', null, null],
    ['', null, null],
    ['ab', null, null],
    ['\ufffd', null, null],
  ]);
});

test('a name knows how many runs have it, and exactly which types', async () => {
  const write = (sourceId: string, value: ParamValue) =>
    stores.writer.write(batch('types', [{ sourceId, params: [value] }]));
  const known = async () => {
    const { names, projects } = await readCatalogRows(stores.relational);
    const project = projects.find(({ name }) => name === 'types')?.id;
    const found = names.find((entry) => entry.project === project && entry.name === 'lr');
    return { runs: found?.runs, types: found?.types };
  };
  await write('a', param('lr', 'number', '0.1'));
  await write('b', param('lr', 'text', 'auto'));
  expect(await known()).toEqual({ runs: 2, types: typeBits.number | typeBits.text });
  await write('b', param('lr', 'text', '0.2'));
  expect(await known()).toEqual({ runs: 2, types: typeBits.number | typeBits.numericText });
  await write('a', param('lr', 'null', ''));
  await write('b', param('lr', 'text', 'true'));
  await write('c', param('lr', 'list', '[1]'));
  await write('d', param('lr', 'bool', 'true'));
  const { boolText, null: none, list, bool } = typeBits;
  expect(await known()).toEqual({ runs: 4, types: boolText | none | list | bool });
});

test('one document a run holds all its params and tags, and later ones', async () => {
  await stores.writer.write(
    batch('documents', [
      {
        sourceId: 'a',
        params: [param('x', 'number', '1'), param('y', 'null', '')],
        tags: [{ name: 'label' }],
        code: { commit: 'c' },
      },
    ]),
  );
  await stores.writer.write(
    batch('documents', [
      {
        sourceId: 'a',
        params: [param('x', 'text', 'b')],
        tags: [{ name: 'team', value: 'vision' }],
        environment: { python: '3' },
      },
    ]),
  );
  const rows = await ask(
    `select document.params, document.tags, document.environment, document.code from document join run on run.number = document.run
     join project on project.id = run.project where project.name = 'documents'`,
  );
  expect(rows).toEqual([
    [
      { x: ['text', 'b'], y: ['null', null] },
      { label: ['null', null], team: ['text', 'vision'] },
      { python: '3' },
      { commit: 'c' },
    ],
  ]);
});

test('what a person set stays, what a person deleted stays deleted', async () => {
  const source = batch(
    'people',
    [
      { sourceId: 'a', name: 'from source', state: 'running', tags: [{ name: 'team', value: 'source' }] },
      { sourceId: 'b', name: 'gone', params: [param('p', 'number', '1')] },
    ],
    { points: [points(0, 'loss', 1), points(1, 'loss', 1)], goals: [{ metric: 'loss', goal: 'min' }] },
  );
  await stores.writer.write(source);
  await ask(`update run set name = 'by hand', set_by_user = '{name}' where source_id = 'a' and name = 'from source'`);
  await ask(`update run set deleted = true where name = 'gone'`);
  await ask(
    `update tag set txt = 'mine', origin = 'user' from name where name.id = tag.key and name.name = 'team' and txt = 'source'`,
  );
  await ask(`update goal set goal = 'max', origin = 'user' from name where name.id = goal.name and name.name = 'loss'`);
  const again = await stores.writer.write({
    ...source,
    runs: source.runs.map((run) => ({ ...run, state: 'finished' as const })),
    points: [points(0, 'loss', 1), points(1, 'loss', 1, 2)],
  });
  expect(again).toMatchObject({ newRuns: 0, points: 1, runs: [expect.any(Number), -1] });
  const rows = await ask(
    `select run.name, state, deleted, tag.txt, run.step from run left join tag on tag.run = run.number
     join project on project.id = run.project where project.name = 'people' order by source_id`,
  );
  expect(rows).toEqual([
    ['by hand', 'finished', false, 'mine', 1],
    ['gone', null, true, null, 1],
  ]);
  expect(
    await ask(
      `select goal from goal join name on name.id = goal.name join project on project.id = name.project where project.name = 'people'`,
    ),
  ).toEqual([['max']]);
});

test('runs of two sources may have one id; theirs stay unique', async () => {
  await stores.writer.write(batch('ids', [{ sourceId: 's1', id: 'same' }]));
  await stores.writer.write({
    ...batch('ids', [
      { sourceId: 's1', id: 'same' },
      { sourceId: 's2', id: 'same' },
    ]),
    source: 'other',
  });
  const ids = (
    await ask(
      `select run.id from run join project on project.id = run.project where project.name = 'ids' order by number`,
    )
  ).flat();
  expect(ids[0]).toBe('same');
  expect(ids.slice(1)).toEqual([
    expect.stringMatching(/^same~[0-9a-f]{8}$/),
    expect.stringMatching(/^same~[0-9a-f]{8}$/),
  ]);
  expect(new Set(ids).size).toBe(3);
});

test('edges make parents, children and depths; cycles end; later roots move what is below them', async () => {
  const names = ['a', 'b', 'c', 'd', 'x', 'y'];
  const written = await stores.writer.write(
    batch(
      'edges',
      names.map((sourceId) => ({ sourceId })),
      {
        edges: [
          { parent: 0, child: 1, kind: 'child' },
          { parent: 1, child: 2, kind: 'fork', step: 5 },
          { parent: 'b', child: 'd', kind: 'child' },
          { parent: 4, child: 5, kind: 'child' },
          { parent: 5, child: 4, kind: 'child' },
          { parent: 'nobody', child: 0, kind: 'child' },
          { parent: 2, child: 2, kind: 'child' },
        ],
      },
    ),
  );
  expect(written.edgesLeftOut).toBe(1);
  const lineage = () =>
    ask(
      `select run.source_id, parent.source_id, run.children, run.depth from run join project on project.id = run.project
       left join run parent on parent.number = run.parent where project.name = 'edges' order by run.source_id`,
    );
  expect(await lineage()).toEqual([
    ['a', null, 1, 0],
    ['b', 'a', 2, 1],
    ['c', 'b', 0, 2],
    ['d', 'b', 0, 2],
    ['x', 'y', 1, 0],
    ['y', 'x', 1, 0],
  ]);
  await stores.writer.write(
    batch('edges', [{ sourceId: 'root' }, { sourceId: 'a' }], {
      edges: [
        { parent: 0, child: 1, kind: 'resume' },
        { parent: 0, child: 'd', kind: 'derived' },
        { parent: 0, child: 'y', kind: 'derived' },
      ],
    }),
  );
  expect(await lineage()).toEqual([
    ['a', 'root', 1, 1],
    ['b', 'a', 2, 2],
    ['c', 'b', 0, 3],
    ['d', 'b', 0, 1],
    ['root', null, 3, 0],
    ['x', 'y', 1, 2],
    ['y', 'x', 1, 1],
  ]);
});

test('what a later batch puts below a cycle has no root either', async () => {
  await stores.writer.write(
    batch('ring', [{ sourceId: 'x' }, { sourceId: 'y' }], {
      edges: [
        { parent: 0, child: 1, kind: 'child' },
        { parent: 1, child: 0, kind: 'child' },
      ],
    }),
  );
  await stores.writer.write(batch('ring', [{ sourceId: 'z' }], { edges: [{ parent: 'x', child: 0, kind: 'child' }] }));
  const depths = await ask(
    `select run.source_id, run.depth from run join project on project.id = run.project
     where project.name = 'ring' order by run.source_id`,
  );
  expect(depths).toEqual([
    ['x', 0],
    ['y', 0],
    ['z', 0],
  ]);
});

test('of several parents in a batch the first that is named is the first logged', async () => {
  await stores.writer.write(
    batch('parents', [{ sourceId: 'a' }, { sourceId: 'b' }, { sourceId: 'c' }], {
      edges: [
        { parent: 1, child: 2, kind: 'fork', step: 1 },
        { parent: 0, child: 2, kind: 'child' },
        { parent: 1, child: 2, kind: 'fork', step: 7 },
      ],
    }),
  );
  const edges = await ask(
    `select parent.source_id, edge.kind, edge.step from edge join run on run.number = edge.child
     join project on project.id = run.project join run parent on parent.number = edge.parent
     where project.name = 'parents' order by edge.logged`,
  );
  expect(edges).toEqual([
    ['b', 'fork', 7],
    ['a', 'child', null],
  ]);
  const parent = await ask(
    `select parent.source_id from run join project on project.id = run.project join run parent on parent.number = run.parent
     where project.name = 'parents'`,
  );
  expect(parent).toEqual([['b']]);
});

test('artifacts: small ones inline, large ones as objects, the greatest order stays', async () => {
  const artifact = { run: 0, name: 'image', type: 'image', role: 'made' as const, step: 3 };
  const large = new Uint8Array(10_000).fill(7);
  async function* pieces() {
    yield large.subarray(0, 4000);
    yield large.subarray(4000);
  }
  await stores.writer.write(
    batch('artifacts', [{ sourceId: 'a' }], {
      artifacts: [
        { ...artifact, content: Uint8Array.of(2), order: 2 },
        { ...artifact, content: Uint8Array.of(1), order: 1 },
        { ...artifact, name: 'model', content: pieces },
        { ...artifact, name: 'data', role: 'used', digest: 'md5:1' },
      ],
    }),
  );
  const table = await stores.columnar.query(
    clickhouse(
      `SELECT name, hex(inline) AS bytes, digest, size FROM xt.artifact FINAL WHERE run IN (SELECT run FROM xt.run WHERE id = 'a') AND name != 'none' ORDER BY name`,
    ),
  );
  const [data, image, model] = table.toArray().map((row) => row.toJSON());
  expect(data).toMatchObject({ name: 'data', bytes: '', digest: 'md5:1', size: null });
  expect(image).toMatchObject({ name: 'image', bytes: '02', size: 1n });
  expect(model).toMatchObject({ name: 'model', bytes: '', size: 10_000n });
  const read: Uint8Array[] = [];
  for await (const chunk of stores.objects.get(String(model?.['digest']))) read.push(chunk);
  expect(Buffer.concat(read).equals(large)).toBe(true);
  expect(await stores.objects.has('0'.repeat(64))).toBe(false);
});

test('a batch that fails shows nothing, and its replay everything, once', async () => {
  let failing = '';
  const { columnar, relational, objects } = stores;
  const broken = {
    ...columnar,
    insert: async (table: string, ...rest: [readonly string[], readonly Uint8Array[]]) => {
      if (table === failing) throw new Error('disk full');
      await columnar.insert(table, ...rest);
    },
  };
  const writer = await openWriter({ columnar: broken, relational, objects });
  const source = batch('failing', [{ sourceId: 'a', params: [param('p', 'number', '1')] }, { sourceId: 'b' }], {
    points: [points(0, 'loss', 1, 2), points(1, 'acc', 1)],
    positions: [{ key: 'k', position: 1 }],
  });
  const seen = async () => {
    const { names, projects } = await readCatalogRows(relational);
    const project = projects.find(({ name }) => name === 'failing');
    const used = names.filter((entry) => entry.runs > 0 && ['loss', 'acc', 'p'].includes(entry.name));
    return { runs: project?.runs ?? 0, names: used.filter((entry) => entry.project === project?.id).length };
  };
  for (failing of ['xt.summary', 'xt.run', 'xt.points']) {
    await expect(writer.write(source)).rejects.toThrow('disk full');
    expect(await seen()).toEqual({ runs: 0, names: 0 });
    expect(await writer.positions('failing', 'test')).toEqual(new Map());
  }
  // The first batch that succeeds has only one of the runs' series again.
  failing = '';
  await writer.write({ ...source, points: [points(0, 'loss', 1, 2)] });
  await writer.write(source);
  await writer.write(source);
  const { names, projects } = await readCatalogRows(relational);
  const project = projects.find(({ name }) => name === 'failing')?.id;
  const counts = names.filter((entry) => entry.project === project).map(({ name, runs }) => [name, runs]);
  expect(new Map(counts as [string, number][])).toEqual(
    new Map([
      ['loss', 1],
      ['acc', 1],
      ['p', 1],
    ]),
  );
  expect(await seen()).toEqual({ runs: 2, names: 3 });
});

test('the catalog refreshes by what changed', async () => {
  const before = await readCatalogRows(stores.relational);
  await stores.writer.write(batch('fresh', [{ sourceId: 'a' }], { points: [points(0, 'new metric', 1)] }));
  const after = await readCatalogRows(stores.relational, before);
  const whole = await readCatalogRows(stores.relational);
  const byId = (rows: typeof whole) => rows.names.toSorted((a, b) => a.id - b.id);
  expect(after.version).toBeGreaterThan(before.version);
  expect(byId(after)).toEqual(byId(whole));
  expect(after.names.length).toBe(before.names.length + 1);
});
