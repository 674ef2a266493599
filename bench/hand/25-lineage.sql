-- xt lineage of run 'run-000112' select depth, name, val.acc

-- postgres found: rows
with recursive start as (select number from run where name = 'run-000112' and not deleted),
u(id, depth) as (select number, 0 from start union select e.parent, u.depth - 1 from edge e join u on e.child = u.id where u.depth > -100000),
d(id, depth) as (select number, 0 from start union select e.child, d.depth + 1 from edge e join d on e.parent = d.id where d.depth < 100000)
select r.number, max(w.depth) as depth, r.name from (select * from u union select id, depth from d) w join run r on r.number = w.id
where not r.deleted group by r.number, r.name, r.id order by 2, r.id
-- clickhouse: columns
SELECT run AS number, last AS "val.acc" FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1 AND run IN {found}
-- duckdb
with recursive start as (select number from run where name = 'run-000112' and not deleted),
u(id, depth) as (select number, 0 from start union select e.parent, u.depth - 1 from edge e join u on e.child = u.id where u.depth > -100000),
d(id, depth) as (select number, 0 from start union select e.child, d.depth + 1 from edge e join d on e.parent = d.id where d.depth < 100000)
select max(w.depth) as depth, r.name, any_value(s.last) as "val.acc" from (select * from u union select id, depth from d) w join run r on r.number = w.id
left join summary s on s.run = r.number and s.metric = 1
where not r.deleted group by r.number, r.name, r.id order by 1, r.id
