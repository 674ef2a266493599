import type { Stores } from '../store.ts';
import { clickhouse, postgres } from '../writer/statement.ts';
import type { Check } from './check-stores.ts';
import { mostExamples } from './examples.ts';

/** Series that are compared by one statement: what it keeps in memory has a bound. */
const seriesAtOnce = 500_000;

/** Every summary against the surviving points of its series. */
export async function checkSeries(stores: Stores, signal: AbortSignal): Promise<readonly Check[]> {
  let looked = 0;
  let wrong = 0;
  const examples: string[] = [];
  for (const { from, to } of await metricRanges(stores)) {
    const some = await stores.columnar.query(clickhouse(compare, from, to), { signal });
    const told = (name: string) => some.getChild(name)?.get(0);
    const listed = (name: string) => [...(told(name) as Iterable<number>)];
    looked += Number(told('looked'));
    wrong += Number(told('wrong'));
    const runs = listed('runs');
    for (const [i, metric] of listed('metrics').entries()) {
      if (examples.length < mostExamples) examples.push(await described(stores, metric, runs[i] ?? 0));
    }
  }
  return [{ of: 'summaries of series', looked, wrong, examples }];
}

/** Ranges of metrics, each with some hundred thousand series. */
async function metricRanges({ relational }: Stores): Promise<readonly { from: number; to: number }[]> {
  const { rows } = await relational.query(postgres("select id, runs from name where kind = 'metric' order by id"));
  const ranges: { from: number; to: number }[] = [];
  let series = seriesAtOnce;
  for (const [id, runs] of rows) {
    const last = ranges.at(-1);
    if (last === undefined || series >= seriesAtOnce) {
      ranges.push({ from: last === undefined ? 0 : last.to + 1, to: Number(id) });
      series = 0;
    } else last.to = Number(id);
    series += Number(runs);
  }
  // Metrics that no name has are looked at, too.
  const last = ranges.at(-1);
  return last === undefined ? [{ from: 0, to: 2 ** 32 - 1 }] : [...ranges.slice(0, -1), { ...last, to: 2 ** 32 - 1 }];
}

const same = (name: string) =>
  `(ifNull(s.${name}, nan) = ifNull(p.${name}, nan) OR (isNaN(ifNull(s.${name}, nan)) AND isNaN(ifNull(p.${name}, nan))))`;

const exact = ['n', 'n_nan', 'first_step', 'last_step', 'first_time', 'last_time'].map(
  (name) => `s.${name} = p.${name}`,
);
const fits = [...exact, ...['first', 'last', 'min', 'max'].map(same)].join(' AND ');

const compare = `SELECT count() AS looked, countIf(NOT fits) AS wrong,
  groupArrayIf(${mostExamples})(metric, NOT fits) AS metrics, groupArrayIf(${mostExamples})(run, NOT fits) AS runs
FROM (
  SELECT s.metric AS metric, s.run AS run, ifNull(${fits}, false) AS fits
  FROM (SELECT * FROM xt.summary FINAL WHERE metric BETWEEN {p1:UInt32} AND {p2:UInt32}) AS s
  LEFT JOIN (
    SELECT project, metric, run, count() AS n, countIf(isNaN(value)) AS n_nan,
      argMin(value, step) AS first, argMax(value, step) AS last, min(step) AS first_step, max(step) AS last_step,
      min(time) AS first_time, max(time) AS last_time,
      minOrNullIf(value, NOT isNaN(value)) AS min, maxOrNullIf(value, NOT isNaN(value)) AS max
    FROM xt.points FINAL WHERE metric BETWEEN {p1:UInt32} AND {p2:UInt32} GROUP BY project, metric, run
  ) AS p ON s.project = p.project AND s.metric = p.metric AND s.run = p.run
)`;

async function described({ relational }: Stores, metric: number, run: number): Promise<string> {
  const { rows } = await relational.query(
    postgres('select (select name from name where id = $1), (select id from run where number = $2)', metric, run),
  );
  const [name, id] = rows[0] ?? [];
  return `metric ${name === null ? `number ${metric}` : `\`${String(name)}\``} of run ${id === null ? `number ${run}` : `\`${String(id)}\``}`;
}
