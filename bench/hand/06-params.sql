-- xt params of (runs where tagged 'baseline') where distinct > 1

-- postgres: rows
select n.name, case when count(distinct p.type) filter (where p.type <> 'null') > 1 then 'mixed'
    else coalesce(min(p.type) filter (where p.type <> 'null'), 'null') end as type,
  count(*) filter (where p.type <> 'null') as runs, count(distinct p.txt) as distinct,
  coalesce(min(p.num) filter (where p.num <> 'NaN'), min(p.num)) as min,
  coalesce(max(p.num) filter (where p.num <> 'NaN'), max(p.num)) as max
from param p join name n on n.id = p.key
where p.run in (select t.run from tag t join run r on r.number = t.run where t.key = 71 and not r.deleted)
group by n.id, n.name having count(distinct p.txt) > 1 order by n.name
-- duckdb
select n.name, case when count(distinct p.type) filter (where p.type <> 'null') > 1 then 'mixed'
    else coalesce(min(p.type) filter (where p.type <> 'null'), 'null') end as type,
  count(*) filter (where p.type <> 'null') as runs, count(distinct p.txt) as distinct,
  coalesce(min(p.num) filter (where not isnan(p.num)), min(p.num)) as min,
  coalesce(max(p.num) filter (where not isnan(p.num)), max(p.num)) as max
from param p join name n on n.id = p.key
where p.run in (select t.run from tag t join run r on r.number = t.run where t.key = 71 and not r.deleted)
group by n.id, n.name having count(distinct p.txt) > 1 order by n.name
