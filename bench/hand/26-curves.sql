-- xt curves val.loss of runs top 5 by min(val.loss)

-- clickhouse found: notes
SELECT run AS number, min AS k, (SELECT count() FROM xt.summary FINAL PREWHERE project = 1 AND metric = 2 WHERE n_nan > 0) AS "note 1"
FROM xt.summary FINAL PREWHERE project = 1 AND metric = 2 WHERE min IS NOT NULL ORDER BY k LIMIT 5 WITH TIES
-- postgres top: columns
select r.number, r.id, r.name as run, coalesce(r.started, r.first_time) as started
from unnest({found}, {found.k}) as f(number, k) join run r using (number) order by f.k, r.id limit 5
-- clickhouse: rows
SELECT number, 'val.loss' AS metric, step, time, (time - transform(number, {top}, {top.started}, 0)) / 1000000 AS relative, value
FROM (SELECT run AS number, step, time, value FROM xt.points FINAL PREWHERE project = 1 AND metric = 2 AND run IN {top})
ORDER BY indexOf({top}, number), step
-- duckdb
with top as (
  select s.run as number, s.min as k, r.id, r.name, coalesce(r.started, r.first_time) as started
  from summary s join run r on r.number = s.run where s.metric = 2 and s.min is not null and not r.deleted order by s.min, r.id limit 5)
select t.id, t.name as run, 'val.loss' as metric, p.step, p.time, (p.time - t.started) / 1000000 as relative, p.value,
  (select count(*) from summary where metric = 2 and n_nan > 0) as "note 1"
from top t join points p on p.metric = 2 and p.run = t.number order by t.k, t.id, p.step
