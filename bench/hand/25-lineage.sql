-- xt lineage of (runs where tagged 'baseline') up 3 down 2 where state = 'failed' select depth, name, val.acc sort by depth, name

-- postgres found: rows
with recursive start as (select t.run as number from tag t join run r on r.number = t.run where t.key = 71 and not r.deleted),
u(id, depth) as (select number, 0 from start union select e.parent, u.depth - 1 from edge e join u on e.child = u.id where u.depth > -3),
d(id, depth) as (select number, 0 from start union select e.child, d.depth + 1 from edge e join d on e.parent = d.id where d.depth < 2)
select r.number, w.depth, r.name from (
  select distinct on (id) id, depth from (select * from u union select id, depth from d) a order by id, abs(depth), depth) w join run r on r.number = w.id
where not r.deleted and r.state = 'failed' order by w.depth, r.name, r.id
-- clickhouse: columns
SELECT run AS number, last AS "val.acc" FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1 AND run IN {found}
-- duckdb
with recursive start as (select t.run as number from tag t join run r on r.number = t.run where t.key = 71 and not r.deleted),
u(id, depth) as (select number, 0 from start union select e.parent, u.depth - 1 from edge e join u on e.child = u.id where u.depth > -3),
d(id, depth) as (select number, 0 from start union select e.child, d.depth + 1 from edge e join d on e.parent = d.id where d.depth < 2)
select w.depth, r.name, s.last as "val.acc" from (
  select distinct on (id) id, depth from (select * from u union select id, depth from d) a order by id, abs(depth), depth) w join run r on r.number = w.id
left join summary s on s.run = r.number and s.metric = 1
where not r.deleted and r.state = 'failed' order by w.depth, r.name, r.id
