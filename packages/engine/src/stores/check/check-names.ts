import type { Stores } from '../store.ts';
import { clickhouse, numberBytes, numbersIn, postgres } from '../writer/statement.ts';
import type { Check } from './check-stores.ts';
import { mostExamples } from './examples.ts';

/** Every name's number of runs against the runs that have it, and every series against the names and runs that there are. */
export async function checkNames(stores: Stores, signal: AbortSignal): Promise<readonly Check[]> {
  const runs = await stores.relational.query(postgres('select number, deleted from run'), { signal });
  const known = new Set(runs.rows.map(([number]) => Number(number)));
  const deleted = runs.rows.filter((row) => row[1] === true).map(([number]) => Number(number));
  return [
    await checkRuns(stores, known, signal),
    await checkMetrics(stores, deleted, signal),
    await checkParams(stores, signal),
  ];
}

async function checkRuns({ columnar }: Stores, known: ReadonlySet<number>, signal: AbortSignal): Promise<Check> {
  const found = await columnar.query(clickhouse('SELECT DISTINCT run FROM xt.summary'), { signal });
  const unknown = [...(found.getChild('run') ?? [])].map(Number).filter((run) => !known.has(run));
  const examples = unknown.slice(0, mostExamples).map((run) => `points of a run number ${run}, which Postgres has not`);
  return { of: 'runs', looked: known.size, wrong: unknown.length, examples };
}

async function checkMetrics(
  { relational, columnar }: Stores,
  deleted: readonly number[],
  signal: AbortSignal,
): Promise<Check> {
  const text = `SELECT metric, uniqExact(run) AS runs FROM xt.summary WHERE run NOT IN ${numbersIn('p1')} GROUP BY metric`;
  const counted = await columnar.query(clickhouse(text, numberBytes(deleted)), { signal });
  const counts = new Map<number, number>();
  for (let i = 0; i < counted.numRows; i++) {
    counts.set(Number(counted.getChild('metric')?.get(i)), Number(counted.getChild('runs')?.get(i)));
  }
  const names = await relational.query(postgres("select id, name, runs from name where kind = 'metric' order by id"));
  const wrong: string[] = [];
  for (const [id, name, said] of names.rows) {
    const runs = counts.get(Number(id)) ?? 0;
    counts.delete(Number(id));
    if (runs !== Number(said)) wrong.push(`metric \`${String(name)}\` is said to be of ${said} runs, is of ${runs}`);
  }
  for (const metric of counts.keys()) wrong.push(`points of a metric number ${metric}, which Postgres has not`);
  return { of: 'metrics', looked: names.rows.length, wrong: wrong.length, examples: wrong.slice(0, mostExamples) };
}

async function checkParams({ relational }: Stores, signal: AbortSignal): Promise<Check> {
  const { rows } = await relational.query(
    postgres(`with counted as (
        select p.key, count(*) as runs from param p join run r on r.number = p.run where not r.deleted group by p.key)
      select n.name, n.runs, coalesce(c.runs, 0)::int from name n left join counted c on c.key = n.id
      where n.kind = 'param' and n.runs <> coalesce(c.runs, 0) order by n.id`),
    { signal },
  );
  const all = await relational.query(postgres("select count(*)::int from name where kind = 'param'"));
  const examples = rows
    .slice(0, mostExamples)
    .map(([name, said, runs]) => `param \`${String(name)}\` is said to be of ${said} runs, is of ${runs}`);
  return { of: 'params', looked: Number(all.rows[0]?.[0]), wrong: rows.length, examples };
}
