-- xt curves val.acc of runs where params.model = 'mlp' group by params.lr band ci95

-- The quantile of Student's t is the checker's.
-- finish ci95
-- postgres groups
select string_agg(line, chr(10)) from (
  select concat_ws(chr(9), p.num, string_agg(r.number::text, ',')) as line
  from run r join param m on m.run = r.number and m.key = 54 join param p on p.run = r.number and p.key = 51
  where not r.deleted and m.type = 'text' and m.txt = 'mlp' group by p.num) g
-- clickhouse: rows
SELECT g.lr AS "params.lr", 'val.acc' AS metric, p.step AS step, avgIf(p.value, NOT isNaN(p.value)) AS value,
  stddevSampStableIf(p.value, NOT isNaN(p.value)) / sqrt(countIf(NOT isNaN(p.value))) AS sem, countIf(NOT isNaN(p.value)) AS n
FROM (SELECT run, step, value FROM xt.points FINAL PREWHERE project = 1 AND metric = 1) AS p
JOIN (
  SELECT splitByChar('\t', line)[1]::Float64 AS lr, arrayJoin(splitByChar(',', splitByChar('\t', line)[2]))::UInt32 AS run
  FROM (SELECT arrayJoin(splitByChar('\n', {groups:text})) AS line)) AS g ON g.run = p.run
GROUP BY lr, step ORDER BY lr, step
-- duckdb
select l.num as "params.lr", 'val.acc' as metric, p.step, coalesce(avg(p.value) filter (where not isnan(p.value)), 'NaN') as value,
  stddev_samp(p.value) filter (where not isnan(p.value)) / sqrt(count(*) filter (where not isnan(p.value))) as sem,
  count(*) filter (where not isnan(p.value)) as n
from run r join param m on m.run = r.number and m.key = 54 join param l on l.run = r.number and l.key = 51 join points p on p.metric = 1 and p.run = r.number
where not r.deleted and m.type = 'text' and m.txt = 'mlp' group by l.num, p.step order by l.num, p.step
