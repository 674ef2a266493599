-- xt runs where descendant of 'run-000110' within 2 by (fork, child) select name, params.*

-- postgres: rows
with recursive d(id, depth) as (
  select e.child, 1 from edge e join run r on r.number = e.parent where r.name = 'run-000110' and not r.deleted and e.kind in ('fork', 'child')
  union select e.child, d.depth + 1 from edge e join d on e.parent = d.id where e.kind in ('fork', 'child') and d.depth < 2)
select r.number, r.name,
  max(p.num) filter (where p.key = 51) as "params.lr", max(p.num) filter (where p.key = 52) as "params.batch_size",
  max(p.txt) filter (where p.key = 53) as "params.opt", max(p.txt) filter (where p.key = 54) as "params.model",
  max(p.num) filter (where p.key = 55) as "params.seed", max(p.num) filter (where p.key = 56) as "params.dropout",
  max(p.txt) filter (where p.key = 57) as "params.data", bool_or(p.flag) filter (where p.key = 58) as "params.augment",
  max(p.num) filter (where p.key = 59) as "params.param.9", max(p.num) filter (where p.key = 60) as "params.param.10",
  max(p.num) filter (where p.key = 61) as "params.param.11", max(p.num) filter (where p.key = 62) as "params.param.12",
  max(p.num) filter (where p.key = 63) as "params.param.13", max(p.num) filter (where p.key = 64) as "params.param.14",
  max(p.num) filter (where p.key = 65) as "params.param.15", max(p.num) filter (where p.key = 66) as "params.param.16",
  max(p.num) filter (where p.key = 67) as "params.param.17", max(p.num) filter (where p.key = 68) as "params.param.18",
  max(p.num) filter (where p.key = 69) as "params.param.19", max(p.num) filter (where p.key = 70) as "params.param.20"
from run r left join param p on p.run = r.number
where not r.deleted and r.number = any(array(select id from d)) and r.name <> 'run-000110'
group by r.number, r.name, r.id, coalesce(r.created, r.started, r.first_time)
order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id
-- duckdb
with recursive d(id, depth) as (
  select e.child, 1 from edge e join run r on r.number = e.parent where r.name = 'run-000110' and not r.deleted and e.kind in ('fork', 'child')
  union select e.child, d.depth + 1 from edge e join d on e.parent = d.id where e.kind in ('fork', 'child') and d.depth < 2)
select r.number, r.name,
  max(p.num) filter (where p.key = 51) as "params.lr", max(p.num) filter (where p.key = 52) as "params.batch_size",
  max(p.txt) filter (where p.key = 53) as "params.opt", max(p.txt) filter (where p.key = 54) as "params.model",
  max(p.num) filter (where p.key = 55) as "params.seed", max(p.num) filter (where p.key = 56) as "params.dropout",
  max(p.txt) filter (where p.key = 57) as "params.data", bool_or(p.flag) filter (where p.key = 58) as "params.augment",
  max(p.num) filter (where p.key = 59) as "params.param.9", max(p.num) filter (where p.key = 60) as "params.param.10",
  max(p.num) filter (where p.key = 61) as "params.param.11", max(p.num) filter (where p.key = 62) as "params.param.12",
  max(p.num) filter (where p.key = 63) as "params.param.13", max(p.num) filter (where p.key = 64) as "params.param.14",
  max(p.num) filter (where p.key = 65) as "params.param.15", max(p.num) filter (where p.key = 66) as "params.param.16",
  max(p.num) filter (where p.key = 67) as "params.param.17", max(p.num) filter (where p.key = 68) as "params.param.18",
  max(p.num) filter (where p.key = 69) as "params.param.19", max(p.num) filter (where p.key = 70) as "params.param.20"
from run r left join param p on p.run = r.number
where not r.deleted and r.number in (select id from d) and r.name <> 'run-000110'
group by r.number, r.name, r.id, coalesce(r.created, r.started, r.first_time)
order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id
