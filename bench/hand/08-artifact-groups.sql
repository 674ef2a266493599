-- xt artifacts of (runs where params.opt = 'adam') group by role, type select count() as n, sum(size) as bytes, max(created) as latest sort by bytes desc

-- postgres adam
select string_agg(p.run::text, ',') as runs from param p
where p.key = 53 and p.type = 'text' and substr(p.txt, 1, 256) = 'adam' and p.run not in (select number from run where deleted)
-- clickhouse: rows
SELECT role, type, count() AS n, sum(size) AS bytes, max(created) AS latest FROM xt.artifact FINAL
PREWHERE project = 1 AND run IN (SELECT arrayJoin(splitByChar(',', {adam.runs:text})::Array(UInt32)))
GROUP BY role, type ORDER BY bytes DESC, role, type
-- duckdb
select a.role, a.type, count(*) as n, sum(a.size) as bytes, max(a.created) as latest
from artifact a join run r on r.number = a.run join param p on p.run = a.run and p.key = 53
where not r.deleted and p.type = 'text' and p.txt = 'adam' group by a.role, a.type order by bytes desc, a.role, a.type
