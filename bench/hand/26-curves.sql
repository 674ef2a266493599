-- xt curves val.loss of runs top 5 by min(val.loss) steps 100.. x relative sample 20

-- clickhouse found: notes
SELECT run AS number, min AS k, (SELECT count() FROM xt.summary FINAL PREWHERE project = 1 AND metric = 2 WHERE n_nan > 0) AS "note 1"
FROM xt.summary FINAL PREWHERE project = 1 AND metric = 2 WHERE min IS NOT NULL ORDER BY k LIMIT 5 WITH TIES
-- postgres top: columns
select r.number, r.id, r.name as run, coalesce(r.started, r.first_time) as started
from unnest({found}, {found.k}) as f(number, k) join run r using (number) order by f.k, r.id limit 5
-- clickhouse: rows notes
SELECT number, 'val.loss' AS metric, step, time, relative, value, sum(n > 20) OVER () AS "note 2"
FROM (
  SELECT *, min(step) OVER b AS first, max(step) OVER b AS last, argMinIf(step, (value, step), NOT isNaN(value)) OVER b AS least,
    argMaxIf(step, (value, -step), NOT isNaN(value)) OVER b AS greatest
  FROM (
    SELECT *, least(4, floor((relative - low) * (5 / (high - low)))) AS bucket FROM (
      SELECT run AS number, step, time, value, (time - transform(run, {top}, {top.started}, 0)) / 1000000 AS relative,
        min(relative) OVER r AS low, max(relative) OVER r AS high, count() OVER r AS n
      FROM xt.points FINAL PREWHERE project = 1 AND metric = 2 AND run IN {top} AND step >= 100
      WINDOW r AS (PARTITION BY run)))
  WINDOW b AS (PARTITION BY number, bucket))
QUALIFY n <= 20 OR step IN (first, last, least, greatest)
ORDER BY indexOf({top}, number), step
-- duckdb
with top as (
  select s.run as number, s.min as k, r.id, r.name, coalesce(r.started, r.first_time) as started
  from summary s join run r on r.number = s.run where s.metric = 2 and s.min is not null and not r.deleted order by s.min, r.id limit 5),
p as (
  select t.*, p.step, p.time, p.value, (p.time - t.started) / 1000000 as relative, min((p.time - t.started) / 1000000) over r as low,
    max((p.time - t.started) / 1000000) over r as high, count(*) over r as n
  from top t join points p on p.metric = 2 and p.run = t.number where p.step >= 100 window r as (partition by t.number)),
b as (select *, least(4, floor((relative - low) * (5 / (high - low)))) as bucket from p),
kept as (
  select *, min(step) over w as a, max(step) over w as z, arg_min(step, (value, step)) filter (where not isnan(value)) over w as least,
    arg_max(step, (value, -step)) filter (where not isnan(value)) over w as greatest, count(*) over () as points
  from b window w as (partition by number, bucket))
select id, name as run, 'val.loss' as metric, step, time, relative, value,
  (select count(*) from summary where metric = 2 and n_nan > 0) as "note 1", (select sum((n > 20)::int) from b) as "note 2"
from kept where n <= 20 or step in (a, z, least, greatest) order by k, id, step
