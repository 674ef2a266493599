-- xt runs where params.model like 'resnet%' and val.loss < 0.4 sort by val.acc desc limit 50

-- postgres models
select string_agg(run::text, ',') from param where key = 54 and type = 'text' and txt like 'resnet%'
-- clickhouse found: columns
SELECT a.run AS number, a.last AS "val.acc", b.last AS "val.loss", a.last AS k
FROM (
  SELECT run, last FROM xt.summary FINAL PREWHERE project = 1 AND metric = 2 AND run IN (SELECT arrayJoin(splitByChar(',', {models:text})::Array(UInt32)))
  WHERE last < 0.4) AS b
JOIN (SELECT run, last FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1) AS a ON a.run = b.run
ORDER BY isNaN(k), k DESC LIMIT 50 WITH TIES
-- postgres: rows
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step, m.txt as "params.model"
from unnest({found}, {found.k}) as f(number, k) join run r using (number) join param m on m.run = r.number and m.key = 54
order by f.k = 'NaN', f.k desc, r.id limit 50
-- duckdb
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step, m.txt as "params.model", a.last as "val.acc", b.last as "val.loss"
from summary b left join summary a on a.metric = 1 and a.run = b.run join run r on r.number = b.run
join param m on m.run = r.number and m.key = 54
where b.metric = 2 and b.last < 0.4 and not r.deleted and m.type = 'text' and m.txt like 'resnet%'
order by isnan(a.last), a.last desc, r.id limit 50
