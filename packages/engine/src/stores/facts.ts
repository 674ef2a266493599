import type { Stores } from './store.ts';

/** How much a store holds, and what it runs on. */
export interface StoreFacts {
  readonly projects: number;
  readonly runs: number;
  readonly metrics: number;
  readonly params: number;
  readonly points: number;
  /** Compressed bytes of the points' columns. */
  readonly pointBytes: number;
  readonly postgres: string;
  readonly clickhouse: string;
}

/** Counts what is in the stores: runs that are not deleted, names in every project, points that survive. */
export async function readFacts({ relational, columnar }: Stores): Promise<StoreFacts> {
  const { rows } = await relational.query({
    store: 'postgres',
    text: `select
        (select count(distinct project)::int from run where not deleted),
        (select count(*)::int from run where not deleted),
        (select count(*)::int from name where kind = 'metric' and runs > 0),
        (select count(*)::int from name where kind = 'param' and runs > 0),
        current_setting('server_version')`,
    parameters: [],
  });
  const [projects, runs, metrics, params, postgres] = rows[0] ?? [];
  const [points = 0, pointBytes = 0, clickhouse = ''] = await readColumnar(columnar);
  return {
    projects: Number(projects),
    runs: Number(runs),
    metrics: Number(metrics),
    params: Number(params),
    points: Number(points),
    pointBytes: Number(pointBytes),
    postgres: String(postgres),
    clickhouse: String(clickhouse),
  };
}

async function readColumnar(columnar: Stores['columnar']): Promise<readonly unknown[]> {
  const table = await columnar.query({
    store: 'clickhouse',
    text: `SELECT
        (SELECT sum(n) FROM xt.summary FINAL) AS points,
        (SELECT sum(data_compressed_bytes) FROM system.parts WHERE active AND database = 'xt' AND table = 'points') AS bytes,
        version() AS version`,
    parameters: [],
  });
  return ['points', 'bytes', 'version'].map((name) => table.getChild(name)?.get(0));
}
