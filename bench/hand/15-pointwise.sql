-- xt runs select name, max(val.acc / train.acc) as r sort by r desc limit 20

-- clickhouse found: columns notes
SELECT run AS number, maxIf(x, NOT isNaN(x)) AS r, r AS k, countIf(max(isNaN(x))) OVER () AS "note 1" FROM (
  SELECT a.run AS run, a.value / b.value AS x
  FROM (SELECT run, step, value FROM xt.points FINAL PREWHERE project = 1 AND metric = 1) AS a
  JOIN (SELECT run, step, value FROM xt.points FINAL PREWHERE project = 1 AND metric = 3) AS b ON a.run = b.run AND a.step = b.step
  SETTINGS join_algorithm = 'full_sorting_merge')
GROUP BY run ORDER BY k DESC LIMIT 20 WITH TIES
-- postgres: rows
select r.number, r.name from unnest({found}, {found.k}) as f(number, k) join run r using (number) where not r.deleted
order by f.k desc, r.id limit 20
-- duckdb
select r.name, max(x) filter (where not isnan(x)) as r, sum(bool_or(isnan(x))::int) over () as "note 1"
from (select a.run, a.value / b.value as x from points a join points b on b.metric = 3 and b.run = a.run and b.step = a.step where a.metric = 1) q
join run r on r.number = q.run where not r.deleted
group by r.number, r.name, r.id order by 2 desc, r.id limit 20
