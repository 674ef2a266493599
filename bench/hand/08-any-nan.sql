-- xt runs where any(train.loss is nan) select name

-- clickhouse ids
SELECT run FROM xt.summary FINAL WHERE project = 1 AND metric = 4 AND n_nan > 0
-- postgres
select number, id, name from run where not deleted and number = any({ids}) order by created desc, id
