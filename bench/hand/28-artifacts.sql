-- xt artifacts of (runs where val.acc > 0.85) where type = 'checkpoint' at step 600 sort by size desc limit 50

-- postgres removed
select coalesce(string_agg(number::text, ','), '') from run where deleted
-- clickhouse found: columns
SELECT toUInt32(rowNumberInAllBlocks()) AS number, * FROM (
  SELECT a.run AS owner, a.name AS name, a.type AS type, a.role AS role, a.step AS step, a.size AS size, a.created AS created, a.digest AS digest FROM (
    SELECT * FROM xt.artifact FINAL PREWHERE project = 1 WHERE step <= 600
      AND run IN (SELECT run FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1 WHERE last > 0.85)
      AND run NOT IN {removed}
    ORDER BY step DESC LIMIT 1 BY run, role, name) AS a
  WHERE type = 'checkpoint' ORDER BY size DESC NULLS LAST LIMIT 50 WITH TIES)
-- postgres: rows
select f.number, r.name as run
from unnest({found}, {found.owner}, {found.size}, {found.name}, {found.step}, {found.role}) as f(number, owner, size, name, step, role)
join run r on r.number = f.owner::int
order by f.size desc nulls last, coalesce(r.created, r.started, r.first_time) desc nulls last, r.id, f.name collate "C", f.step, f.role limit 50
-- duckdb
select r.name as run, a.name, a.type, a.role, a.step, a.size, a.created, a.digest
from (select * from artifact where step <= 600 qualify row_number() over (partition by run, role, name order by step desc) = 1) a
join run r on r.number = a.run join summary s on s.run = a.run and s.metric = 1
where a.type = 'checkpoint' and s.last > 0.85 and not isnan(s.last) and not r.deleted
order by a.size desc, coalesce(r.created, r.started, r.first_time) desc, r.id, a.name, a.step, a.role limit 50
