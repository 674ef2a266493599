-- xt compare val.acc between (runs where params.opt = 'adam') and (runs where params.opt = 'sgd')

-- Welch's test of counts, means and standard deviations is the checker's.
-- finish welch
-- postgres sets
select string_agg(run::text, ',') filter (where txt = 'adam') as adam, string_agg(run::text, ',') filter (where txt = 'sgd') as sgd
from param where key = 53 and type = 'text' and substr(txt, 1, 256) in ('adam', 'sgd') and run not in (select number from run where deleted)
-- clickhouse: rows notes
SELECT countIf(a AND here) AS n1, avgIf(last, a AND here) AS mean1, stddevSampStableIf(last, a AND here) AS std1,
  countIf(b AND here) AS n2, avgIf(last, b AND here) AS mean2, stddevSampStableIf(last, b AND here) AS std2, countIf(NOT here) AS "note 1",
  countIf(a AND b) AS "note 2"
FROM (
  SELECT last, NOT isNaN(last) AS here,
    run IN (SELECT arrayJoin(splitByChar(',', {sets.adam:text})::Array(UInt32))) AS a,
    run IN (SELECT arrayJoin(splitByChar(',', {sets.sgd:text})::Array(UInt32))) AS b
  FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1 WHERE a OR b)
-- duckdb
select count(s.last) filter (where o.txt = 'adam' and not isnan(s.last)) as n1, avg(s.last) filter (where o.txt = 'adam' and not isnan(s.last)) as mean1,
  stddev_samp(s.last) filter (where o.txt = 'adam' and not isnan(s.last)) as std1,
  count(s.last) filter (where o.txt = 'sgd' and not isnan(s.last)) as n2, avg(s.last) filter (where o.txt = 'sgd' and not isnan(s.last)) as mean2,
  stddev_samp(s.last) filter (where o.txt = 'sgd' and not isnan(s.last)) as std2, count(*) filter (where isnan(s.last)) as "note 1"
from run r join param o on o.run = r.number and o.key = 53 and o.type = 'text' and o.txt in ('adam', 'sgd') join summary s on s.run = r.number and s.metric = 1
where not r.deleted
