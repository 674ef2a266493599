-- xt runs where user = me and created < 320d ago and not (val.acc > 0.5) and (metric.20 is missing or any(train.loss is nan) or params.`param.20` is nan) select count()

-- postgres runs
select string_agg(number::text, ',') from run
where not deleted and "user" = 'ann' and coalesce(created, started, first_time) < 1767571200000000
-- postgres nans
select string_agg(run::text, ',') from param where key = 70 and num = 'NaN'
-- clickhouse: rows
SELECT count() AS "count()" FROM (
  SELECT run FROM xt.summary FINAL PREWHERE project = 1 AND metric IN (1, 4, 20)
    AND run IN (SELECT arrayJoin(splitByChar(',', {runs:text})::Array(UInt32)))
  GROUP BY run
  HAVING anyIf(last, metric = 1) <= 0.5 AND countIf(metric = 1) > 0
    AND (countIf(metric = 20) = 0 OR anyIf(n_nan, metric = 4) > 0 OR run IN {nans}))
-- duckdb
select count(*) as "count()"
from run r join summary a on a.run = r.number and a.metric = 1 left join summary b on b.run = r.number and b.metric = 20
left join summary t on t.run = r.number and t.metric = 4 left join param p on p.run = r.number and p.key = 70
where not r.deleted and r.user = 'ann' and coalesce(r.created, r.started, r.first_time) < 1767571200000000
  and a.last <= 0.5 and (b.run is null or t.n_nan > 0 or isnan(p.num))
