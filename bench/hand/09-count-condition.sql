-- xt runs where count(grad.norm > 5) > 20 and all(val.loss < 3) select name limit 50

-- clickhouse found
SELECT number FROM (
  SELECT run AS number FROM xt.points FINAL PREWHERE project = 1 AND metric = 5 WHERE value > 5 GROUP BY run HAVING count() > 20)
WHERE number IN (SELECT run FROM xt.summary FINAL PREWHERE project = 1 AND metric = 2 WHERE max < 3 AND n_nan = 0)
-- postgres: rows
select r.name from run r where not r.deleted and r.number = any({found}) order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id limit 50
-- duckdb
select r.name from run r
where not r.deleted and r.number in (
    select run from points where metric = 5 group by run having count(*) filter (where value > 5 and not isnan(value)) > 20)
  and r.number in (select run from summary where metric = 2 and max < 3 and n_nan = 0)
order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id limit 50
