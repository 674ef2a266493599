-- xt runs where (step when val.acc > 0.8) < 500 select name, time when val.acc > 0.8 and val.loss < 1 as reached limit 50

-- clickhouse found
SELECT run AS number FROM xt.points FINAL PREWHERE project = 1 AND metric = 1
WHERE value > 0.8 GROUP BY run HAVING min(step) < 500
-- postgres shown: rows
select r.number, r.name, coalesce(r.started, r.first_time) as started
from run r where not r.deleted and r.number = any({found}) order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id limit 50
-- clickhouse: columns
SELECT number, (argMin(time, step) - transform(number, {shown}, {shown.started}, 0)) / 1000000 AS reached FROM (
  SELECT run AS number, step, max(time) AS time FROM xt.points FINAL
  PREWHERE project = 1 AND metric IN (1, 2) AND run IN {shown}
  GROUP BY run, step HAVING anyIf(value, metric = 1) > 0.8 AND anyIf(value, metric = 2) < 1 AND count() = 2)
GROUP BY number
-- duckdb
with found as (
  select r.* from run r
  where not r.deleted and r.number in (
    select run from points where metric = 1 and value > 0.8 and not isnan(value) group by run having min(step) < 500)
  order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id limit 50),
reached as (
  select a.run, arg_min(greatest(a.time, b.time), a.step) as time
  from points a join points b on b.metric = 2 and b.run = a.run and b.step = a.step
  where a.metric = 1 and a.value > 0.8 and not isnan(a.value) and b.value < 1 and a.run in (select number from found)
  group by a.run)
select r.name, (e.time - coalesce(r.started, r.first_time)) / 1000000 as reached
from found r left join reached e on e.run = r.number order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id
