-- xt runs where rank(val.acc) <= 10 vs 'run-000100' on val.acc, val.loss

-- postgres base
select number::text from run where name = 'run-000100' and not deleted
-- postgres removed: beside
-- What was removed has its points still, and no place among the others.
select string_agg(number::text, ',') from run where deleted
-- clickhouse found: columns
WITH (SELECT (anyIf(last, metric = 1), anyIf(last, metric = 2)) FROM xt.summary FINAL PREWHERE project = 1 AND metric IN (1, 2) AND run IN {base}) AS base
SELECT a.run AS number, a.place AS "rank(val.acc)", a.last AS "val.acc", base.1 AS "val.acc_base", a.last - base.1 AS "val.acc_diff", a.last / base.1 AS "val.acc_ratio",
  b.last AS "val.loss", base.2 AS "val.loss_base", b.last - base.2 AS "val.loss_diff", b.last / base.2 AS "val.loss_ratio"
FROM (
  SELECT run, last, rank() OVER (ORDER BY last DESC) AS place FROM (
    SELECT run, last FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1 AND NOT (run IN {removed}) WHERE NOT isNaN(last) ORDER BY last DESC LIMIT 10 WITH TIES)) AS a
LEFT JOIN (SELECT run, last FROM xt.summary FINAL PREWHERE project = 1 AND metric = 2) AS b ON b.run = a.run
-- postgres: rows
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step from run r where not r.deleted and r.number = any({found}) order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id
-- duckdb
with base as (
  select any_value(s.last) filter (where s.metric = 1) as a, any_value(s.last) filter (where s.metric = 2) as b
  from summary s join run r on r.number = s.run where r.name = 'run-000100' and not r.deleted and s.metric in (1, 2))
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step, a.place as "rank(val.acc)", a.last as "val.acc", base.a as "val.acc_base", a.last - base.a as "val.acc_diff",
  a.last / base.a as "val.acc_ratio", b.last as "val.loss", base.b as "val.loss_base", b.last - base.b as "val.loss_diff", b.last / base.b as "val.loss_ratio"
from (select run, last, rank() over (order by last desc) as place from summary where metric = 1 and not isnan(last) qualify place <= 10) a
join run r on r.number = a.run left join summary b on b.run = a.run and b.metric = 2 cross join base
where not r.deleted order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id
