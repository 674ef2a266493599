-- xt runs group by params.lr select mean(val.acc) band ci95

-- postgres lr
select string_agg(run || ':' || num, ',') from param where key = 51
-- clickhouse
SELECT l.l.2 AS lr, avg(s.last) AS value, stddevSampStable(s.last) / sqrt(count()) AS sem, count() AS n
FROM xt.summary AS s FINAL
JOIN (SELECT arrayJoin(arrayMap(x -> (toUInt32(splitByChar(':', x)[1]), toFloat64(splitByChar(':', x)[2])), splitByChar(',', {lr:text}))) AS l) AS l ON l.l.1 = s.run
WHERE s.project = 1 AND s.metric = 1 AND NOT isNaN(s.last) GROUP BY lr ORDER BY lr
