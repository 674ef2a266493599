-- xt diff runs where tagged 'baseline' by params

-- postgres: rows
with runs as materialized (
  select r.number, row_number() over (order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id) as place
  from tag t join run r on r.number = t.run where t.key = 71 and not r.deleted),
params as materialized (select * from param where run = any(array(select number from runs))),
vals as (
  select p.key, coalesce(p.num::text, p.txt) collate "C" as shown, count(*) as n, min(runs.place) as place
  from runs join params p on p.run = runs.number group by 1, 2),
ranked as (select *, row_number() over (partition by key order by n desc, shown) as rank from vals)
select 'params' as section, n.name, count(*) as distinct, (select count(*) from runs) - sum(v.n) as missing,
  string_agg(v.shown || case when v.n = 1 then '' else ' (' || to_char(v.n, 'FM999,999,999') || ')' end, ', ' order by v.rank) filter (where v.rank <= 8)
    || case when count(*) > 8 then ', … ' || to_char(count(*) - 8, 'FM999,999,999') || ' more' else '' end as values
from ranked v join name n on n.id = v.key
group by n.id, n.name having count(*) > 1 or sum(v.n) < (select count(*) from runs) order by n.name
-- duckdb
with runs as (
  select r.number, row_number() over (order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id) as place
  from tag t join run r on r.number = t.run where t.key = 71 and not r.deleted),
vals as (
  select p.key, coalesce(case when isnan(p.num) then 'NaN' when p.num = trunc(p.num) then p.num::bigint::varchar else p.num::varchar end, p.txt) as shown,
    count(*) as n, min(runs.place) as place
  from runs join param p on p.run = runs.number group by 1, 2),
ranked as (select *, row_number() over (partition by key order by n desc, shown) as rank from vals)
select 'params' as section, n.name, count(*) as distinct, (select count(*) from runs) - sum(v.n) as missing,
  string_agg(v.shown || case when v.n = 1 then '' else ' (' || format('{:,}', v.n) || ')' end, ', ' order by v.rank) filter (where v.rank <= 8)
    || case when count(*) > 8 then ', … ' || format('{:,}', count(*) - 8) || ' more' else '' end as values
from ranked v join name n on n.id = v.key
group by n.id, n.name having count(*) > 1 or sum(v.n) < (select count(*) from runs) order by n.name
