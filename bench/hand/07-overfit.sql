-- xt runs where max(val.acc) - val.acc > 0.05 limit 50

-- clickhouse ids
SELECT run FROM xt.summary FINAL WHERE project = 1 AND metric = 1 AND max - last > 0.05
-- postgres
select number, id, name from run where not deleted and number = any({ids}) order by created desc, id limit 50
