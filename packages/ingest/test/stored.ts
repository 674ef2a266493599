import type { Columnar, Relational, Stores } from '@xt/engine/stores';
import type { StoredPoint } from './memory-writer.ts';

/** What stores hold of a run, read back by plain SQL. */
export interface ReadRun {
  readonly project: string;
  readonly sourceId: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly params: readonly (readonly [string, string, string | null])[];
  readonly tags: readonly (readonly [string, string | null])[];
  readonly series: ReadonlyMap<string, ReadonlyMap<number, Omit<StoredPoint, 'order'>>>;
  readonly artifacts: readonly string[];
}

/** Every run of the stores, by project, a slash and source id. */
export async function readRuns({ relational, columnar }: Stores): Promise<Map<string, ReadRun>> {
  const runs = await rowsOf(
    relational,
    `select run.number, project.name, source_id, run.id, run.name, "user", state, created, started, ended, "group", host,
            notes, run.kind
     from run join project on project.id = run.project where not deleted`,
  );
  const params = grouped(await rowsOf(relational, valuesOf('param', 'param.type')));
  const tags = grouped(await rowsOf(relational, valuesOf('tag', 'tag.type')));
  const points = await pointsOf(relational, columnar);
  const artifacts = await artifactsOf(columnar);
  return new Map(
    runs.map(([number, project, sourceId, ...rest]) => {
      const facts = Object.fromEntries(
        factNames.map((name, at) => [name, plain(rest[at])]).filter(([, value]) => value !== null),
      );
      const run: ReadRun = {
        project: String(project),
        sourceId: String(sourceId),
        facts,
        params: (params.get(Number(number)) ?? []).map(([name, type, text]) => [
          String(name),
          String(type),
          text as string | null,
        ]),
        tags: (tags.get(Number(number)) ?? []).map(([name, , text]) => [String(name), text as string | null]),
        series: points.get(Number(number)) ?? new Map(),
        artifacts: (artifacts.get(Number(number)) ?? []).sort(),
      };
      return [`${project}/${sourceId}`, run];
    }),
  );
}

/** Every edge, as the keys of its two runs. */
export async function readEdges({ relational }: Stores): Promise<string[]> {
  const key = (run: string): string =>
    `(select name from project where id = ${run}.project) || '/' || ${run}.source_id`;
  const rows = await rowsOf(
    relational,
    `select ${key('parent')} || ' > ' || ${key('child')}
     from edge join run parent on parent.number = edge.parent join run child on child.number = edge.child`,
  );
  return rows.map(([edge]) => String(edge)).sort();
}

const factNames = ['id', 'name', 'user', 'state', 'created', 'started', 'ended', 'group', 'host', 'notes', 'runKind'];

function valuesOf(table: string, type: string): string {
  return `select run, name.name, ${type}, txt from ${table} join name on name.id = ${table}.key order by name.name`;
}

async function rowsOf(relational: Relational, text: string): Promise<readonly (readonly unknown[])[]> {
  return (await relational.query({ store: 'postgres', text, parameters: [] })).rows;
}

function grouped(rows: readonly (readonly unknown[])[]): Map<number, unknown[][]> {
  const groups = new Map<number, unknown[][]>();
  for (const [run, ...rest] of rows) groups.set(Number(run), [...(groups.get(Number(run)) ?? []), rest]);
  return groups;
}

async function pointsOf(
  relational: Relational,
  columnar: Columnar,
): Promise<Map<number, Map<string, Map<number, Omit<StoredPoint, 'order'>>>>> {
  const names = new Map(
    (await rowsOf(relational, 'select id, name from name')).map(([id, name]) => [Number(id), String(name)]),
  );
  const text = 'SELECT run, metric, step, toFloat64(time) AS time, value FROM xt.points FINAL';
  const table = await columnar.query({ store: 'clickhouse', text, parameters: [] });
  const [runs, metrics, steps, times, values] = ['run', 'metric', 'step', 'time', 'value'].map((name) =>
    table.getChild(name),
  );
  const points = new Map<number, Map<string, Map<number, Omit<StoredPoint, 'order'>>>>();
  for (let at = 0; at < table.numRows; at++) {
    const run = Number(runs?.get(at));
    const metric = names.get(Number(metrics?.get(at))) ?? '';
    const ofRun = points.get(run) ?? new Map<string, Map<number, Omit<StoredPoint, 'order'>>>();
    const series = ofRun.get(metric) ?? new Map<number, Omit<StoredPoint, 'order'>>();
    series.set(Number(steps?.get(at)), { value: Number(values?.get(at)), time: Number(times?.get(at)) });
    points.set(run, ofRun.set(metric, series));
  }
  return points;
}

async function artifactsOf(columnar: Columnar): Promise<Map<number, string[]>> {
  const text =
    "SELECT run, concat(role, ' ', type, ' ', name, ' ', ifNull(toString(step), '-'), ' ', digest) AS what FROM xt.artifact FINAL";
  const table = await columnar.query({ store: 'clickhouse', text, parameters: [] });
  const artifacts = new Map<number, string[]>();
  for (let at = 0; at < table.numRows; at++) {
    const run = Number(table.getChild('run')?.get(at));
    artifacts.set(run, [...(artifacts.get(run) ?? []), String(table.getChild('what')?.get(at))]);
  }
  return artifacts;
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
