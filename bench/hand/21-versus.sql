-- xt runs vs 'run-000100' on val.acc, val.loss limit 50

-- postgres ids
select string_agg(number::text, ',') from (select number from run where not deleted order by created desc, id limit 50) r
-- clickhouse rows
SELECT run, metric, last, last - 0 AS diff
FROM xt.summary AS s FINAL WHERE project = 1 AND metric IN (1, 2) AND run IN {ids}
-- postgres
select number, id, name, state from run where number = any({rows})
