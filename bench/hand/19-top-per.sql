-- xt runs top 3 by best(val.acc) per params.model

-- postgres model
select string_agg(run || ':' || txt, ',') from param where key = 54
-- clickhouse rows
SELECT m.m.2 AS model, s.run, s.max FROM xt.summary AS s FINAL
JOIN (SELECT arrayJoin(arrayMap(x -> (toUInt32(splitByChar(':', x)[1]), splitByChar(':', x)[2]), splitByChar(',', {model:text}))) AS m) AS m ON m.m.1 = s.run
WHERE s.project = 1 AND s.metric = 1 ORDER BY model, s.max DESC, s.run LIMIT 3 BY model
-- postgres
select number, id, name, state from run where number = any({rows})
