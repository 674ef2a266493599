-- xt curves val.acc of runs where params.model = 'mlp' group by params.lr band ci95

-- postgres lr
select string_agg(m.run || ':' || p.num, ',') from param m join param p on p.run = m.run and p.key = 51
where m.key = 54 and substr(m.txt, 1, 256) = 'mlp'
-- clickhouse
SELECT l.l.2 AS lr, p.step, avg(p.value), stddevSampStable(p.value) / sqrt(count()) AS sem, count() AS n
FROM xt.points AS p FINAL
JOIN (SELECT arrayJoin(arrayMap(x -> (toUInt32(splitByChar(':', x)[1]), toFloat64(splitByChar(':', x)[2])), splitByChar(',', {lr:text}))) AS l) AS l ON l.l.1 = p.run
WHERE p.project = 1 AND p.metric = 1 AND NOT isNaN(p.value) GROUP BY lr, p.step ORDER BY lr, p.step
