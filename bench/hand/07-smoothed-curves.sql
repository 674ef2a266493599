-- xt curves val.loss of runs top 5 by min(val.loss) with history smooth ema 0.9 relative to run 'run-000001' every 100

-- A chain of forks of more than 1,000 is cut here.
-- clickhouse found: notes
SELECT run AS number, min AS k, (SELECT count() FROM xt.summary FINAL PREWHERE project = 1 AND metric = 2 WHERE n_nan > 0) AS "note 1"
FROM xt.summary FINAL PREWHERE project = 1 AND metric = 2 WHERE min IS NOT NULL ORDER BY k LIMIT 5 WITH TIES
-- postgres top: columns
select r.number, r.id, r.name as run, coalesce(r.started, r.first_time) as started
from unnest({found}, {found.k}) as f(number, k) join run r using (number) order by f.k, r.id limit 5
-- postgres chain
with recursive w(owner, run, low, high, place) as (
  select distinct number, number, (select step from edge where child = number and kind = 'fork' order by logged limit 1), 'Infinity'::float8, 0
  from unnest({top} || (select number from run where name = 'run-000001' and not deleted)) as t(number)
  union all
  select w.owner, e.parent, (select step from edge where child = e.parent and kind = 'fork' order by logged limit 1),
    least(w.high, e.step), w.place + 1
  from w join lateral (select parent, step from edge where child = w.run and kind = 'fork' order by logged limit 1) e on true
  where e.step is not null and w.place < 1000)
select owner as number, run, coalesce(low, '-Infinity') as low, high, (owner = any({top}))::int as shown,
  (owner = (select number from run where name = 'run-000001' and not deleted))::int as base from w
-- clickhouse: rows
SELECT a.owner AS number, 'val.loss' AS metric, floor(a.step / 100) * 100 AS step, avgIf(a.y - b.y, NOT isNaN(a.y - b.y)) AS value,
  avgIf(a.value - b.value, NOT isNaN(a.value - b.value)) AS raw
FROM (
  SELECT *, if(isFinite(value), exponentialTimeDecayedAvg(9.491221581029905)(value, place) OVER (PARTITION BY owner, isFinite(value) ORDER BY step), value) AS y
  FROM (
    SELECT c.1 AS owner, p.step AS step, p.value AS value,
      toFloat64(row_number() OVER (PARTITION BY c.1, isFinite(p.value) ORDER BY p.step)) AS place
    FROM (SELECT run, step, value FROM xt.points FINAL PREWHERE project = 1 AND metric = 2 AND run IN {chain.run:ints}) AS p
    JOIN (SELECT arrayJoin(arrayZip({chain}, {chain.run}, {chain.low}, {chain.high}, {chain.shown}, {chain.base})) AS c) AS c ON toUInt32(c.2) = p.run
    WHERE p.step > c.3 AND p.step <= c.4 AND c.5 = 1)) AS a
JOIN (
  SELECT *, if(isFinite(value), exponentialTimeDecayedAvg(9.491221581029905)(value, place) OVER (PARTITION BY isFinite(value) ORDER BY step), value) AS y
  FROM (
    SELECT p.step AS step, p.value AS value, toFloat64(row_number() OVER (PARTITION BY isFinite(p.value) ORDER BY p.step)) AS place
    FROM (SELECT run, step, value FROM xt.points FINAL PREWHERE project = 1 AND metric = 2 AND run IN {chain.run:ints}) AS p
    JOIN (SELECT arrayJoin(arrayZip({chain}, {chain.run}, {chain.low}, {chain.high}, {chain.shown}, {chain.base})) AS c) AS c ON toUInt32(c.2) = p.run
    WHERE p.step > c.3 AND p.step <= c.4 AND c.6 = 1)) AS b ON b.step = a.step
GROUP BY number, step ORDER BY indexOf({top}, number), step
-- duckdb
-- The weights are powers from the start of a curve: good for curves of some thousand points.
with recursive top as (
  select s.run as number, s.min as k, r.id, r.name, coalesce(r.started, r.first_time) as started
  from summary s join run r on r.number = s.run where s.metric = 2 and s.min is not null order by s.min, r.id limit 5),
forks as (select child, parent, step from edge where kind = 'fork' qualify row_number() over (partition by child order by logged) = 1),
w(owner, run, high, place) as (
  select number, number, 'Infinity'::double, 0 from (select number from top union select number from run where name = 'run-000001' and not deleted)
  union all
  select w.owner, e.parent, least(w.high, e.step), w.place + 1 from w join forks e on e.child = w.run where e.step is not null and w.place < 1000),
points_of as (
  select w.owner, p.step, p.value, row_number() over (partition by w.owner, isfinite(p.value) order by p.step) as i
  from w left join forks e on e.child = w.run join points p on p.metric = 2 and p.run = w.run
  where p.step <= w.high and p.step > coalesce(e.step, '-Infinity')),
smooth as (
  select *, case when isfinite(value) then
    sum(value * pow(0.9, -i)) over (partition by owner, isfinite(value) order by step) / sum(pow(0.9, -i)) over (partition by owner, isfinite(value) order by step)
    else value end as y
  from points_of)
select t.id, t.name as run, 'val.loss' as metric, floor(a.step / 100) * 100 as step, avg(a.y - b.y) as value, avg(a.value - b.value) as raw,
  (select count(*) from summary where metric = 2 and n_nan > 0) as "note 1"
from top t join smooth a on a.owner = t.number
join smooth b on b.step = a.step and b.owner = (select number from run where name = 'run-000001' and not deleted)
group by t.k, t.id, t.name, floor(a.step / 100) order by t.k, t.id, floor(a.step / 100)
