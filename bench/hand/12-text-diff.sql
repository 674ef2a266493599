-- xt diff 'config.yaml' of run 'run-000005', 'run-000010' side by side

-- SQL gives the two texts; their lines are compared by the same function as xt's.
-- finish side-by-side
-- postgres runs: columns
select number, name from run where name in ('run-000005', 'run-000010') and not deleted order by name
-- clickhouse: rows
SELECT run AS number, inline AS text FROM xt.artifact FINAL PREWHERE project = 1 AND run IN {runs} WHERE name = 'config.yaml'
ORDER BY indexOf({runs}, run), step DESC NULLS LAST LIMIT 1 BY run
-- duckdb
select distinct on (r.name) r.name, a.inline::varchar as text from artifact a join run r on r.number = a.run
where r.name in ('run-000005', 'run-000010') and not r.deleted and a.name = 'config.yaml' order by r.name, a.step desc
