-- xt diff run 'run-000001', 'run-000002'

-- postgres names
select id as number, name from name where kind = 'metric'
-- postgres runs
select number, name from run where name in ('run-000001', 'run-000002') and not deleted order by name
-- postgres: rows
with docs as (
  select r.name = 'run-000001' as first, r.host, r.git_commit, r.git_branch, r.git_dirty, d.*
  from run r left join document d on d.run = r.number where r.number = any({runs})),
facts as (
  select first, 1 as place, 'params' as section, f.key as name, f.value from docs, jsonb_each(params) f
  union all select first, 2, 'tags', f.key, f.value from docs, jsonb_each(tags) f
  union all select first, 3, 'environment', f.key, jsonb_build_array('json', f.value)
    from docs, jsonb_each(jsonb_strip_nulls(coalesce(environment, '{}') || jsonb_build_object('host', host))) f
  union all select first, 4, 'code', f.key, jsonb_build_array('json', f.value)
    from docs, jsonb_each(jsonb_strip_nulls(coalesce(code, '{}') || jsonb_build_object('commit', git_commit, 'branch', git_branch, 'dirty', git_dirty))) f),
sides as (
  select place, section, name, max(shown) filter (where first) as a, max(shown) filter (where not first) as b
  from (select *, case when value ->> 0 in ('number', 'bool') then value ->> 1 else (value -> 1)::text end as shown from facts) f
  group by place, section, name)
select section, name, a as "run-000001", b as "run-000002" from sides where a is distinct from b order by place, name collate "C"
-- clickhouse: rows beside
SELECT 'metrics' AS section, transform(metric, {names}, {names.name}, '') AS name,
  anyOrNullIf(last, run = {runs}[1]) AS "run-000001", anyOrNullIf(last, run = {runs}[2]) AS "run-000002"
FROM xt.summary FINAL PREWHERE project = 1 AND run IN {runs}
GROUP BY metric HAVING NOT ("run-000001" <=> "run-000002" OR ifNull(isNaN("run-000001") AND isNaN("run-000002"), 0)) ORDER BY name
-- duckdb
with docs as (
  select r.name = 'run-000001' as first, r.host, r.git_commit, r.git_branch, r.git_dirty, d.*
  from run r left join document d on d.run = r.number where r.name in ('run-000001', 'run-000002') and not r.deleted),
facts as (
  select first, 1 as place, 'params' as section, f.key as name, f.value ->> 0 as type, f.value ->> 1 as txt from docs, json_each(params) f
  union all select first, 2, 'tags', f.key, f.value ->> 0, f.value ->> 1 from docs, json_each(tags) f
  union all select first, 3, 'environment', f.key, 'json', f.value::varchar from docs, json_each(environment) f
  union all select first, 3, 'environment', 'host', 'text', host from docs where host is not null
  union all select first, 4, 'code', f.key, 'json', f.value::varchar from docs, json_each(code) f
  union all select first, 4, 'code', 'commit', 'text', git_commit from docs where git_commit is not null
  union all select first, 4, 'code', 'branch', 'text', git_branch from docs where git_branch is not null
  union all select first, 4, 'code', 'dirty', 'bool', git_dirty::varchar from docs where git_dirty is not null
  union all select r.name = 'run-000001', 5, 'metrics', n.name, 'number', s.last::varchar
    from summary s join run r on r.number = s.run join name n on n.id = s.metric where r.name in ('run-000001', 'run-000002') and not r.deleted),
sides as (
  select place, section, name, max(case type when 'text' then to_json(txt)::varchar else txt end) filter (where first) as a,
    max(case type when 'text' then to_json(txt)::varchar else txt end) filter (where not first) as b
  from facts group by place, section, name)
select section, name, a as "run-000001", b as "run-000002" from sides where a is distinct from b order by place, name
