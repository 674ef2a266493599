-- xt runs where tags.team = 'vision' and count(grad.norm > 5) > 20 and all(val.loss < 3) select name limit 50

-- postgres vision
select string_agg(run::text, ',') from tag where key = 72 and txt = 'vision'
-- clickhouse found
SELECT number FROM (
  SELECT run AS number FROM xt.points FINAL PREWHERE project = 1 AND metric = 5 AND run IN {vision} WHERE value > 5 GROUP BY run HAVING count() > 20)
WHERE number IN (SELECT run FROM xt.summary FINAL PREWHERE project = 1 AND metric = 2 AND run IN {vision} WHERE max < 3 AND n_nan = 0)
-- postgres: rows
select r.name from run r where not r.deleted and r.number = any({found}) order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id limit 50
-- duckdb
select r.name from run r
where not r.deleted and r.number in (select run from tag where key = 72 and txt = 'vision') and r.number in (
    select run from points where metric = 5 group by run having count(*) filter (where value > 5 and not isnan(value)) > 20)
  and r.number in (select run from summary where metric = 2 and max < 3 and n_nan = 0)
order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id limit 50
