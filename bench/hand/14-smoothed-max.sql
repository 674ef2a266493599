-- xt runs select name, max(val.acc smooth ema 0.9) as m sort by m desc limit 20

-- The average weighs by distances alone: any count of the rows in order will do as place.
-- clickhouse found: columns notes
SELECT run AS number, maxOrNullIf(y, NOT isNaN(y)) AS m, m AS k, (SELECT count() FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1 WHERE n_nan > 0) AS "note 1" FROM (
  SELECT run, exponentialTimeDecayedAvg(9.491221581029905)(value, i) OVER (PARTITION BY run ORDER BY i) AS y FROM (
    SELECT run, value, toFloat64(rowNumberInAllBlocks()) AS i FROM (
      SELECT run, value FROM xt.points FINAL PREWHERE project = 1 AND metric = 1 WHERE isFinite(value) ORDER BY run, step)))
GROUP BY run ORDER BY isNaN(k), k DESC LIMIT 20 WITH TIES
-- postgres: rows
select r.number, r.name from unnest({found}, {found.k}) as f(number, k) join run r using (number) where not r.deleted
order by f.k desc, r.id limit 20
-- duckdb
-- The weights are powers from the start of a series: good for series of some thousand points.
select r.name, max(s.y) as m, (select count(*) from summary where metric = 1 and n_nan > 0) as "note 1"
from (
  select run, sum(value * pow(0.9, -i)) over w / sum(pow(0.9, -i)) over w as y
  from (select run, step, value, row_number() over (partition by run order by step) as i from points where metric = 1 and isfinite(value))
  window w as (partition by run order by step)) s
join run r on r.number = s.run where not r.deleted
group by r.number, r.name, r.id order by m desc, r.id limit 20
