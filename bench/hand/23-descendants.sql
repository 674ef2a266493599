-- xt runs where descendant of 'run-000110' within 2 by (fork, child)

-- postgres: rows
with recursive d(id, depth) as (
  select e.child, 1 from edge e join run r on r.number = e.parent where r.name = 'run-000110' and not r.deleted and e.kind in ('fork', 'child')
  union select e.child, d.depth + 1 from edge e join d on e.parent = d.id where e.kind in ('fork', 'child') and d.depth < 2)
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step from run r
where not r.deleted and r.number in (select id from d) and r.name <> 'run-000110' order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id
-- duckdb
with recursive d(id, depth) as (
  select e.child, 1 from edge e join run r on r.number = e.parent where r.name = 'run-000110' and not r.deleted and e.kind in ('fork', 'child')
  union select e.child, d.depth + 1 from edge e join d on e.parent = d.id where e.kind in ('fork', 'child') and d.depth < 2)
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step from run r
where not r.deleted and r.number in (select id from d) and r.name <> 'run-000110' order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id
