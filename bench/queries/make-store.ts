import type { OpenStores } from '../../packages/engine/src/stores/index.ts';

/** How large a store is made: metrics and params are per run, points per series. */
export interface StoreSize {
  readonly runs: number;
  readonly params: number;
  readonly metrics: number;
  readonly points: number;
}

/** Metrics that queries name; the others are `metric.7` … */
const metricNames = ['val.acc', 'val.loss', 'train.acc', 'train.loss', 'grad.norm', 'test.acc'];

/** Params that queries name, with the SQL of their value for run `r` (from 1); the others are numbers `param.9` … */
const namedParams = [
  { name: 'lr', type: 'number', text: '(array[0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3])[1 + r * 7 % 8]' },
  { name: 'batch_size', type: 'number', text: '(array[16, 32, 64, 128])[1 + r / 3 % 4]' },
  { name: 'opt', type: 'text', text: "(array['adam', 'sgd', 'adamw'])[1 + r % 3]" },
  { name: 'model', type: 'text', text: "(array['resnet18', 'resnet50', 'vit-s', 'vit-b', 'mlp'])[1 + r * 3 % 5]" },
  { name: 'seed', type: 'number', text: 'r % 10' },
  { name: 'dropout', type: 'number', text: 'round((r * 37 % 1000)::numeric / 2000, 4)' },
  { name: 'data', type: 'text', text: "'data-' || r % 40" },
  { name: 'augment', type: 'bool', text: "(array['true', 'false'])[1 + r % 2]" },
] as const;

const start = Date.UTC(2026, 0, 1) * 1000;
const minute = 60_000_000;

/**
 * Fills new stores with made runs of one project, the same for the same size: filled inside the databases, since a bench
 * of reading need not wait for an import. One series in 500 turns NaN half-way; of metrics from the tenth on a tenth of
 * the runs lack each.
 */
export async function makeStore({ relational, columnar }: OpenStores, size: StoreSize): Promise<void> {
  const postgres = (text: string) => relational.query({ store: 'postgres', text, parameters: [] });
  const clickhouse = (text: string) => columnar.command({ store: 'clickhouse', text, parameters: [] });
  const last = (size.points - 1) * stepOf(size);
  await postgres("insert into project (id, name) values (1, 'bench')");
  await postgres(`insert into name (id, project, kind, name, types, runs, version)
    select i, 1, 'metric', coalesce((array['${metricNames.join("', '")}'])[i], 'metric.' || i), 0, ${size.runs}, 1
    from generate_series(1, ${size.metrics}) i`);
  await postgres(`insert into run (id, number, project, source, source_id, name, "user", state, created, started, ended,
      first_time, last_time, step, "group", host, git_commit, git_dirty, sequence)
    select substr(md5(r::text), 1, 12), r, 1, 'bench', r::text, 'run-' || lpad(r::text, 6, '0'),
      (array['ann', 'bob', 'cyd', 'dan'])[1 + r % 4],
      case when r % 50 = 0 then 'failed' when r % 97 = 0 then 'running' else 'finished' end,
      t, t, case when r % 97 = 0 then null else t + 7200000000 end, t, t + 7200000000, ${last},
      'group-' || r % 100, 'node-' || r % 16, md5((r % 60)::text), r % 9 = 0, 1
    from generate_series(1, ${size.runs}) r, lateral (select ${start} + r::bigint * ${minute} as t) s`);
  await postgres(`select setval('run_number_seq', ${size.runs})`);
  for (let index = 0; index < size.params; index++) await addParam(postgres, index, size);
  await postgres(`select setval('name_id_seq', ${size.metrics + size.params + 10})`);
  await addTags(postgres, size);
  await addViews(postgres);
  await addEdges(postgres, size);
  await postgres(`insert into document (run, params)
    select p.run, jsonb_object_agg(n.name, jsonb_build_array(p.type, p.txt))
    from param p join name n on n.id = p.key group by p.run`);
  await clickhouse(`INSERT INTO xt.run SELECT number + 1, 1, substring(lower(hex(MD5(toString(number + 1)))), 1, 12)
    FROM numbers(${size.runs})`);
  for (let metric = 1; metric <= size.metrics; metric++) await addMetric(clickhouse, metric, size);
  await addArtifacts(postgres, clickhouse, size);
  await postgres('analyze');
  for (const table of ['points', 'summary', 'run', 'artifact']) await clickhouse(`OPTIMIZE TABLE xt.${table} FINAL`);
}

type Ask = (text: string) => Promise<unknown>;

const textBit = 2;
const typeBits: Readonly<Record<string, number>> = { number: 1, text: textBit, bool: 4 };

async function addParam(postgres: Ask, index: number, size: StoreSize): Promise<void> {
  const id = size.metrics + 1 + index;
  const spread = `round((r * ${index * 12_345 + 7919}::bigint % 100000)::numeric / 1000, 3)`;
  const param = namedParams[index] ?? { name: `param.${index + 1}`, type: 'number', text: spread };
  const { name, type, text } = param;
  // The last is NaN in one run of 200.
  const shown =
    index === size.params - 1 ? `case when r % 200 = 0 then 'NaN' else (${text})::text end` : `(${text})::text`;
  await postgres(`insert into name (id, project, kind, name, types, runs, version)
    values (${id}, 1, 'param', '${name}', ${typeBits[type]}, ${size.runs}, 1)`);
  await postgres(`insert into param (run, key, type, txt, num, flag)
    select r, ${id}, '${type}', ${shown}, ${type === 'number' ? `(${shown})::float8` : 'null'},
      ${type === 'bool' ? `(${text})::boolean` : 'null'}
    from generate_series(1, ${size.runs}) r`);
}

/** A label of every twentieth run, and a tag with values of every tenth. */
async function addTags(postgres: Ask, size: StoreSize): Promise<void> {
  const id = size.metrics + size.params + 1;
  await postgres(`insert into name (id, project, kind, name, types, runs, version)
    values (${id}, 1, 'tag', 'baseline', 0, ${Math.floor(size.runs / 20)}, 1),
      (${id + 1}, 1, 'tag', 'team', ${textBit}, ${Math.floor((size.runs + 7) / 10)}, 1)`);
  await postgres(
    `insert into tag (run, key, type) select r, ${id}, 'null' from generate_series(20, ${size.runs}, 20) r`,
  );
  await postgres(`insert into tag (run, key, type, txt)
    select r, ${id + 1}, 'text', (array['vision', 'speech', 'text'])[1 + r / 10 % 3] from generate_series(3, ${size.runs}, 10) r`);
}

async function addViews(postgres: Ask): Promise<void> {
  await postgres(`insert into saved_view (name, query, "user", created, sequence)
    select 'view-' || lpad(v::text, 4, '0'), 'runs where val.acc > 0.' || v % 10, (array['ann', 'bob', 'cyd', 'dan'])[1 + v % 4],
      ${start} + v::bigint * ${minute}, 1
    from generate_series(1, 5000) v`);
}

/** Families of ten: a chain of forks of four, and six children of its second run. */
async function addEdges(postgres: Ask, size: StoreSize): Promise<void> {
  await postgres(`insert into edge (parent, child, kind, step)
    select case when r % 10 < 4 then r - 1 else r - r % 10 + 1 end, r,
      case when r % 10 < 4 then 'fork' else 'child' end, case when r % 10 < 4 then 500 end
    from generate_series(11, ${size.runs}) r where r % 10 <> 0`);
  await postgres(`update run set parent = e.parent,
      depth = case when run.number % 10 < 4 then run.number % 10 else 2 end
    from edge e where e.child = run.number`);
  await postgres(`update run set children = c.n
    from (select parent, count(*) as n from edge group by parent) c where c.parent = run.number`);
}

/** A series goes up to step 1,000, however many points it has. */
function stepOf(size: StoreSize): number {
  return 1_000 / size.points;
}

function pointsOf(metric: number, size: StoreSize): string {
  const noise = `(cityHash64(${metric}, run, n) % 1000000 / 1e6)`;
  const speed = '(1 + run % 23)';
  const falling = `2.5 * exp(-step / (80 * ${speed})) + 0.1 * ${noise} + (run % 31) / 100`;
  const rising = `0.55 + (run % 37) / 100 - 0.5 * exp(-step / (60 * ${speed})) + 0.02 * ${noise}`;
  const value = metric === 2 || metric === 4 ? falling : metric === 5 ? `10 * pow(${noise}, 4)` : rising;
  const lacks = metric >= 10 ? `WHERE (run + ${metric}) % 10 != 0` : '';
  return `SELECT toUInt32(1) AS project, toUInt32(${metric}) AS metric, run, step, time,
      if((run + ${metric}) % 500 = 0 AND n >= ${size.points / 2}, nan, ${value}) AS value, toUInt64(n) AS seq
    FROM (SELECT toUInt32(intDiv(number, ${size.points}) + 1) AS run, number % ${size.points} AS n,
        toFloat64(n * ${stepOf(size)}) AS step, toInt64(${start} + run * ${minute} + n * ${7_200_000_000 / size.points}) AS time
      FROM numbers(${size.runs * size.points})) ${lacks}`;
}

async function addMetric(clickhouse: Ask, metric: number, size: StoreSize): Promise<void> {
  await clickhouse(`INSERT INTO xt.points (project, metric, run, step, time, value, seq) ${pointsOf(metric, size)}`);
  await clickhouse(`INSERT INTO xt.summary (project, metric, run, n, n_nan, first, last, first_step, last_step,
      first_time, last_time, min, max, argmin, argmax, sum, m2, ver)
    SELECT project, metric, run, count(), countIf(isNaN(value)), argMin(value, step), argMax(value, step), min(step),
      max(step), min(time), max(time), ${finite('minIf(value, f)')}, ${finite('maxIf(value, f)')},
      ${finite('argMinIf(step, (value, step), f)')}, ${finite('argMaxIf(step, (value, -step), f)')},
      ${finite('sumKahan(if(f, value, 0))')}, ${finite('varPopIf(value, f) * countIf(f)')}, 1
    FROM (SELECT *, NOT isNaN(value) AS f FROM xt.points WHERE project = 1 AND metric = ${metric})
    GROUP BY project, metric, run`);
}

function finite(aggregate: string): string {
  return `if(countIf(f) = 0, NULL, ${aggregate})`;
}

/** Each run used one of 40 data sets; every fifth made two checkpoints and a config. */
async function addArtifacts(postgres: Ask, clickhouse: Ask, size: StoreSize): Promise<void> {
  await postgres(`insert into artifact_link (run, role, name, digest)
    select r, 'used', 'data-' || r % 40, md5('data' || r % 40) from generate_series(1, ${size.runs}) r`);
  await postgres(`insert into artifact_link (run, role, name, digest)
    select r, 'made', 'checkpoint', md5('c' || r || s) from generate_series(5, ${size.runs}, 5) r, (values (490), (990)) v(s)`);
  await clickhouse(`INSERT INTO xt.artifact (project, run, role, type, name, step, created, size, digest, inline, ver)
    SELECT 1, toUInt32(number + 1), 'used', 'dataset', concat('data-', toString((number + 1) % 40)), NULL, NULL,
      1000000 * ((number + 1) % 40), lower(hex(MD5(concat('data', toString((number + 1) % 40))))), '', 1
    FROM numbers(${size.runs})`);
  await clickhouse(`INSERT INTO xt.artifact (project, run, role, type, name, step, created, size, digest, inline, ver)
    SELECT 1, toUInt32(intDiv(number, 2) * 5 + 5) AS run, 'made', 'checkpoint', 'checkpoint',
      (number % 2 ? 990 : 490) AS step, ${start} + run * ${minute} + toInt64(step) * 7000000, 50000000 + run * 1000,
      lower(hex(MD5(concat('c', toString(run), toString(toUInt32(step)))))), '', 1
    FROM numbers(${Math.floor(size.runs / 5) * 2})`);
  await postgres(`insert into artifact_link (run, role, name, digest)
    select r, 'made', 'config.yaml', encode(sha256(convert_to(${configText('r', 'postgres')}, 'UTF8')), 'hex')
    from generate_series(5, ${size.runs}, 5) r`);
  await clickhouse(`INSERT INTO xt.artifact (project, run, role, type, name, step, created, size, digest, inline, ver)
    SELECT 1, toUInt32(number * 5 + 5) AS run, 'made', 'text', 'config.yaml', NULL, ${start} + run * ${minute},
      length(inline), lower(hex(SHA256(inline))), ${configText('run', 'clickhouse')} AS inline, 1
    FROM numbers(${Math.floor(size.runs / 5)})`);
}

/** The SQL of a text of 40 lines, of which some differ between runs. */
function configText(run: string, store: 'postgres' | 'clickhouse'): string {
  const lines = Array.from({ length: 40 }, (_, line) => {
    const value = line % 8 === 3 ? `${run} % ${line + 7}` : String(line * 17);
    return store === 'postgres' ? `'key_${line}: ' || (${value})::text` : `concat('key_${line}: ', toString(${value}))`;
  });
  return store === 'postgres' ? `concat_ws(chr(10), ${lines.join(', ')})` : `concat(${lines.join(`, char(10), `)}, '')`;
}
