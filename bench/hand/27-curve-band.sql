-- xt curves val.acc of runs where params.model = 'mlp' group by params.lr band ci95

-- The quantile of Student's t is the checker's.
-- finish ci95
-- postgres groups
select string_agg(m.run::text, ',') as runs, string_agg(coalesce(p.num::text, 'nan'), ',') as lrs
from param m left join param p on p.run = m.run and p.key = 51
where m.key = 54 and m.type = 'text' and substr(m.txt, 1, 256) = 'mlp' and m.run not in (select number from run where deleted)
-- clickhouse: rows
SELECT nullIf(g.lr, nan) AS "params.lr", 'val.acc' AS metric, p.step AS step, avgIf(p.value, NOT isNaN(p.value)) AS value,
  stddevSampStableIf(p.value, NOT isNaN(p.value)) / sqrt(countIf(NOT isNaN(p.value))) AS sem, countIf(NOT isNaN(p.value)) AS n
FROM (SELECT run, step, value FROM xt.points FINAL PREWHERE project = 1 AND metric = 1
    AND run IN (SELECT arrayJoin(splitByChar(',', {groups.runs:text})::Array(UInt32)))) AS p
JOIN (
  SELECT g.1 AS run, g.2 AS lr FROM (
    SELECT arrayJoin(arrayZip(splitByChar(',', {groups.runs:text})::Array(UInt32), splitByChar(',', {groups.lrs:text})::Array(Float64))) AS g)) AS g
  ON g.run = p.run
GROUP BY g.lr, step ORDER BY isNaN(g.lr), g.lr, step
-- duckdb
select l.num as "params.lr", 'val.acc' as metric, p.step, coalesce(avg(p.value) filter (where not isnan(p.value)), 'NaN') as value,
  stddev_samp(p.value) filter (where not isnan(p.value)) / sqrt(count(*) filter (where not isnan(p.value))) as sem,
  count(*) filter (where not isnan(p.value)) as n
from run r join param m on m.run = r.number and m.key = 54 join param l on l.run = r.number and l.key = 51 join points p on p.metric = 1 and p.run = r.number
where not r.deleted and m.type = 'text' and m.txt = 'mlp' group by l.num, p.step order by l.num, p.step
