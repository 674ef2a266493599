-- xt runs where state in ('failed', 'running') or max(val.acc) - val.acc > params.dropout / 10 limit 100

-- postgres dropout
select string_agg(run::text, ',') as runs, string_agg(num::text, ',') as nums from param where key = 56
-- clickhouse over
SELECT s.run AS number
FROM (SELECT run, max - last AS d FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1) AS s
JOIN (
  SELECT p.1 AS run, p.2 AS num FROM (
    SELECT arrayJoin(arrayZip(splitByChar(',', {dropout.runs:text})::Array(UInt32), splitByChar(',', {dropout.nums:text})::Array(Float64))) AS p)) AS p
  ON p.run = s.run
WHERE s.d > p.num / 10
-- postgres shown: rows
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step, p.num / 10 as "params.dropout / 10"
from run r left join param p on p.run = r.number and p.key = 56
where r.number = any(array(
  select number from run r where not deleted and (state in ('failed', 'running') or number = any({over}))
  order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id limit 100))
order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id
-- clickhouse: columns notes
SELECT run AS number, max - last AS "max(val.acc) - val.acc",
  (SELECT count() FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1 WHERE n_nan > 0) AS "note 1"
FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1 AND run IN {shown}
-- duckdb
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step, p.num / 10 as "params.dropout / 10", s.max - s.last as "max(val.acc) - val.acc",
  (select count(*) from summary where metric = 1 and n_nan > 0) as "note 1"
from run r left join param p on p.run = r.number and p.key = 56 left join summary s on s.run = r.number and s.metric = 1
where not r.deleted and (r.state in ('failed', 'running') or (s.max - s.last > p.num / 10 and not isnan(s.max - s.last)))
order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id limit 100
