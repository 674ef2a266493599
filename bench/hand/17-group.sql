-- xt runs group by params.model, params.opt select count(), mean(best(val.acc)) as acc, best run by best(val.acc)

-- postgres model
select string_agg(run || ':' || txt, ',') from param where key = 54
-- postgres opt
select string_agg(run || ':' || txt, ',') from param where key = 53
-- clickhouse
SELECT m.2 AS model, o.2 AS opt, count() AS n, avg(s.max) AS acc, argMax(s.run, (s.max, -s.run)) AS best
FROM xt.summary AS s FINAL
JOIN (SELECT arrayJoin(arrayMap(x -> (toUInt32(splitByChar(':', x)[1]), splitByChar(':', x)[2]), splitByChar(',', {model:text}))) AS m) AS m ON m.m.1 = s.run
JOIN (SELECT arrayJoin(arrayMap(x -> (toUInt32(splitByChar(':', x)[1]), splitByChar(':', x)[2]), splitByChar(',', {opt:text}))) AS o) AS o ON o.o.1 = s.run
WHERE s.project = 1 AND s.metric = 1 GROUP BY model, opt ORDER BY model, opt
