-- xt runs where val.acc at step 500 > 0.8 select name, val.acc at 25% as quarter, val.acc at time 1h as hour, test.acc at best(val.acc) as t sort by t desc limit 20

-- clickhouse early
SELECT run AS number FROM xt.points FINAL PREWHERE project = 1 AND metric = 1 AND step <= 500
GROUP BY run HAVING argMax(value, step) > 0.8
-- postgres all: beside
select string_agg(number::text, ',') as runs, string_agg((0.25 * step)::text, ',') as quarters,
  string_agg((coalesce(started, first_time) + 3600000000)::text, ',') as hours
from run where not deleted
-- clickhouse found: columns notes
SELECT p.run AS number, argMax(p.value, p.step) AS t, t AS k,
  (SELECT count() FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1 WHERE n_nan > 0) AS "note 1"
FROM (SELECT run, step, value FROM xt.points FINAL PREWHERE project = 1 AND metric = 6 AND run IN {early}) AS p
JOIN (SELECT run, argmax FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1 AND run IN {early}) AS b ON b.run = p.run
WHERE p.step <= b.argmax GROUP BY p.run ORDER BY isNaN(k), k DESC LIMIT 20 WITH TIES
-- clickhouse: notes beside
SELECT countIf(s.last_step < 500) AS "note 2", countIf(s.last_step < r.quarter) AS "note 3", countIf(s.last_time < r.hour) AS "note 4",
  countIf(t.last_step < s.argmax) AS "note 5"
FROM (SELECT run, last_step, last_time, argmax FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1) AS s
JOIN (
  SELECT r.1 AS run, r.2 AS quarter, r.3 AS hour FROM (
    SELECT arrayJoin(arrayZip(splitByChar(',', {all.runs:text})::Array(UInt32), splitByChar(',', {all.quarters:text})::Array(Float64),
      splitByChar(',', {all.hours:text})::Array(Int64))) AS r)) AS r ON r.run = s.run
LEFT JOIN (SELECT run, last_step FROM xt.summary FINAL PREWHERE project = 1 AND metric = 6) AS t ON t.run = s.run
-- postgres shown: rows
select r.number, r.name, r.step, coalesce(r.started, r.first_time) as started
from unnest({found}, {found.k}) as f(number, k) join run r using (number)
order by f.k = 'NaN', f.k desc, r.id limit 20
-- clickhouse: columns
SELECT run AS number, argMaxIf(value, step, step <= 0.25 * transform(run, {shown}, {shown.step}, 0)) AS quarter,
  argMaxIf(value, step, time <= transform(run, {shown}, {shown.started}, 0) + 3600000000) AS hour
FROM xt.points FINAL PREWHERE project = 1 AND metric = 1 AND run IN {shown} GROUP BY run
-- duckdb
with found as (
  select r.*, t.t from run r
  join (select run from points where metric = 1 and step <= 500 group by run having arg_max(value, step) > 0.8 and not isnan(arg_max(value, step))) a on a.run = r.number
  join (select p.run, arg_max(p.value, p.step) as t from points p join summary b on b.run = p.run and b.metric = 1
    where p.metric = 6 and p.step <= b.argmax group by p.run) t on t.run = r.number
  where not r.deleted order by isnan(t.t), t.t desc, r.id limit 20)
select r.name, r.t, q.quarter, q.hour, n.*
from found r left join (
  select p.run, arg_max(p.value, p.step) filter (where p.step <= 0.25 * f.step) as quarter,
    arg_max(p.value, p.step) filter (where p.time <= coalesce(f.started, f.first_time) + 3600000000) as hour
  from points p join found f on f.number = p.run where p.metric = 1 group by p.run) q on q.run = r.number
cross join (
  select sum((s.n_nan > 0)::int) as "note 1", sum((s.last_step < 500)::int) as "note 2", sum((s.last_step < 0.25 * r.step)::int) as "note 3",
    sum((s.last_time < coalesce(r.started, r.first_time) + 3600000000)::int) as "note 4",
    sum((t.last_step < s.argmax)::int) as "note 5"
  from summary s join run r on r.number = s.run left join summary t on t.metric = 6 and t.run = s.run where s.metric = 1) n
order by isnan(r.t), r.t desc, r.id
