-- xt params of (runs where tagged 'baseline') where distinct > 1

-- postgres: rows
select n.name, case when count(distinct v.type) filter (where v.type <> 'null') > 1 then 'mixed'
    else coalesce(min(v.type) filter (where v.type <> 'null'), 'null') end as type,
  sum(v.runs) filter (where v.type <> 'null') as runs, count(distinct v.txt) as distinct,
  coalesce(min(v.num) filter (where v.num <> 'NaN'), min(v.num)) as min,
  coalesce(max(v.num) filter (where v.num <> 'NaN'), max(v.num)) as max
from (
  select p.key, p.type, p.txt, p.num, count(*) as runs from param p
  where p.run = any(array(select run from tag where key = 71 and run not in (select number from run where deleted)))
  group by p.key, p.type, p.txt, p.num) v
join name n on n.id = v.key
group by n.id, n.name having count(distinct v.txt) > 1 order by n.name
-- duckdb
select n.name, case when count(distinct p.type) filter (where p.type <> 'null') > 1 then 'mixed'
    else coalesce(min(p.type) filter (where p.type <> 'null'), 'null') end as type,
  count(*) filter (where p.type <> 'null') as runs, count(distinct p.txt) as distinct,
  coalesce(min(p.num) filter (where not isnan(p.num)), min(p.num)) as min,
  coalesce(max(p.num) filter (where not isnan(p.num)), max(p.num)) as max
from param p join name n on n.id = p.key
where p.run in (select t.run from tag t join run r on r.number = t.run where t.key = 71 and not r.deleted)
group by n.id, n.name having count(distinct p.txt) > 1 order by n.name
