-- xt runs where val.acc > 0.9 sort by val.loss limit 20

-- clickhouse found: columns
SELECT a.run AS number, a.last AS "val.acc", b.last AS "val.loss", b.last AS k
FROM (SELECT run, last FROM xt.summary FINAL PREWHERE project = 1 AND metric = 2) AS b
RIGHT JOIN (SELECT run, last FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1 WHERE last > 0.9) AS a ON b.run = a.run
ORDER BY isNaN(k), k LIMIT 20 WITH TIES
-- postgres: rows
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step
from unnest({found}, {found.k}) as f(number, k) join run r using (number)
order by f.k, r.id limit 20
-- duckdb
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step, a.last as "val.acc", b.last as "val.loss"
from summary a left join summary b on b.metric = 2 and b.run = a.run join run r on r.number = a.run
where a.metric = 1 and a.last > 0.9 and not isnan(a.last) and not r.deleted
order by b.last, r.id limit 20
