-- xt runs where descendant of 'run-000110'

-- postgres
with recursive d(id) as (select child from edge where parent = 110 union select e.child from edge e join d on e.parent = d.id)
select number, id, name from run where not deleted and number in (select id from d) order by created desc, id
