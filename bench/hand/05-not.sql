-- xt runs where not (val.acc > 0.5) limit 100

-- clickhouse ids
SELECT run FROM xt.summary FINAL WHERE project = 1 AND metric = 1 AND last <= 0.5
-- postgres
select number, id, name from run where not deleted and number = any({ids}) order by created desc, id limit 100
