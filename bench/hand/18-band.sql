-- xt runs group by floor(log10(params.lr)) as decade select mean(val.acc) band ci95 as acc, count(val.acc > 0.8) / count() as share where count() >= 10 sort by acc desc

-- The quantile of Student's t is the checker's.
-- finish ci95
-- postgres groups
select string_agg(line, chr(10)) from (
  select concat_ws(chr(9), coalesce(p.num::text, ''), string_agg(r.number::text, ',')) as line
  from run r left join param p on p.run = r.number and p.key = 51 where not r.deleted group by p.num) g
-- clickhouse: rows notes
SELECT decade, acc, sd / sqrt(n) AS acc_sem, n AS acc_n, share, "note 1" FROM (
  SELECT floor(log10(g.lr)) AS decade, avgIf(s.last, s.run > 0 AND NOT isNaN(s.last)) AS acc, stddevSampStableIf(s.last, s.run > 0 AND NOT isNaN(s.last)) AS sd,
    countIf(s.run > 0 AND NOT isNaN(s.last)) AS n, countIf(s.last > 0.8) / count() AS share, count() AS runs,
    sum(countIf(s.run > 0 AND isNaN(s.last))) OVER () AS "note 1"
  FROM (
    SELECT toFloat64OrNull(splitByChar('\t', line)[1]) AS lr, arrayJoin(splitByChar(',', splitByChar('\t', line)[2]))::UInt32 AS run
    FROM (SELECT arrayJoin(splitByChar('\n', {groups:text})) AS line)) AS g
  LEFT JOIN (SELECT run, last FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1) AS s ON s.run = g.run
  GROUP BY decade)
WHERE runs >= 10 ORDER BY isNaN(acc), acc DESC
-- duckdb
select floor(log10(p.num)) as decade, avg(s.last) filter (where not isnan(s.last)) as acc,
  stddev_samp(s.last) filter (where not isnan(s.last)) / sqrt(count(s.last) filter (where not isnan(s.last))) as acc_sem,
  count(s.last) filter (where not isnan(s.last)) as acc_n, count(*) filter (where s.last > 0.8 and not isnan(s.last)) / count(*) as share,
  sum(sum(isnan(s.last)::int)) over () as "note 1"
from run r left join param p on p.run = r.number and p.key = 51 left join summary s on s.run = r.number and s.metric = 1
where not r.deleted group by 1 having count(*) >= 10 order by isnan(acc), acc desc
