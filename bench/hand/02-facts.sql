-- xt runs where tagged 'baseline' and used 'data-20' and params.opt = 'adam' and params.lr >= 0.01 limit 50

-- postgres: rows
with runs as materialized (
  select * from run where not deleted and number = any(array(
    select run from tag where key = 71
    intersect select run from artifact_link where role = 'used' and (name = 'data-20' or digest = 'data-20'))))
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step, o.txt as "params.opt", l.num as "params.lr"
from runs r join param o on o.run = r.number and o.key = 53 join param l on l.run = r.number and l.key = 51
where o.type = 'text' and o.txt = 'adam' and l.num >= 0.01 and l.num < 'NaN'
order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id limit 50
-- duckdb
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step, o.txt as "params.opt", l.num as "params.lr"
from run r join param o on o.run = r.number and o.key = 53 join param l on l.run = r.number and l.key = 51
where not r.deleted and o.type = 'text' and o.txt = 'adam' and l.num >= 0.01 and not isnan(l.num)
  and r.number in (select run from tag where key = 71)
  and r.number in (select run from artifact_link where role = 'used' and (name = 'data-20' or digest = 'data-20'))
order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id limit 50
