-- xt runs where descendant of (runs where tagged 'baseline') within 2 by (fork, child) and sibling of (runs where state = 'running') and not ancestor of (runs where git.dirty) limit 100

-- postgres: rows
with recursive start as (select t.run from tag t join run r on r.number = t.run where t.key = 71 and not r.deleted),
d(id, depth) as (
  select e.child, 1 from edge e where e.parent in (select run from start) and e.kind in ('fork', 'child')
  union select e.child, d.depth + 1 from edge e join d on e.parent = d.id where e.kind in ('fork', 'child') and d.depth < 2),
s as (
  select b.child as id from run r join edge a on a.child = r.number join edge b on b.parent = a.parent and b.child <> a.child
  where r.state = 'running' and not r.deleted),
u(id) as (
  select e.parent from edge e join run r on r.number = e.child where r.git_dirty and not r.deleted
  union select e.parent from edge e join u on e.child = u.id)
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step from run r
where not r.deleted and r.number in (select id from d) and r.number in (select id from s) and r.number not in (select id from u)
order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id limit 100
-- duckdb
with recursive start as (select t.run from tag t join run r on r.number = t.run where t.key = 71 and not r.deleted),
d(id, depth) as (
  select e.child, 1 from edge e where e.parent in (select run from start) and e.kind in ('fork', 'child')
  union select e.child, d.depth + 1 from edge e join d on e.parent = d.id where e.kind in ('fork', 'child') and d.depth < 2),
s as (
  select b.child as id from run r join edge a on a.child = r.number join edge b on b.parent = a.parent and b.child <> a.child
  where r.state = 'running' and not r.deleted),
u(id) as (
  select e.parent from edge e join run r on r.number = e.child where r.git_dirty and not r.deleted
  union select e.parent from edge e join u on e.child = u.id)
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step from run r
where not r.deleted and r.number in (select id from d) and r.number in (select id from s) and r.number not in (select id from u)
order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id limit 100
