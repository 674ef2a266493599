-- xt projects

-- postgres: rows
select j.id as number, j.name, count(r.number) as runs, count(*) filter (where r.state = 'running') as running,
  max(greatest(r.last_time, r.ended, r.started, r.created)) as updated
from project j left join run r on r.project = j.id and not r.deleted group by j.id, j.name order by j.name
-- clickhouse: columns beside
SELECT project AS number, sum(n) AS points FROM xt.summary FINAL GROUP BY project
-- duckdb
select j.name, count(r.number) as runs, count(*) filter (where r.state = 'running') as running,
  max(greatest(r.last_time, r.ended, r.started, r.created)) as updated, sum(p.points) as points
from project j left join run r on r.project = j.id and not r.deleted
left join (select run, sum(n) as points from summary group by run) p on p.run = r.number
group by j.id, j.name order by j.name
