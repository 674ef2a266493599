-- xt lineage of run 'run-000112' select depth, name, val.acc

-- postgres ids
with recursive u(id) as (select 112 union select e.parent from edge e join u on e.child = u.id),
  d(id) as (select 112 union select e.child from edge e join d on e.parent = d.id)
select string_agg(number::text, ',') from run where not deleted and number in (select id from u union select id from d)
-- clickhouse rows
SELECT run, last FROM xt.summary FINAL WHERE project = 1 AND metric = 1 AND run IN {ids}
-- postgres
select number, id, name, state from run where number = any({rows})
