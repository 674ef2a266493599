-- xt artifacts of runs where val.acc > 0.9 and type = 'checkpoint' sort by size desc limit 50

-- clickhouse rows
SELECT run, name, step, size FROM xt.artifact FINAL WHERE project = 1 AND type = 'checkpoint'
  AND run IN (SELECT run FROM xt.summary FINAL WHERE project = 1 AND metric = 1 AND last > 0.9)
ORDER BY size DESC, run, name, step LIMIT 50
-- postgres
select number, id, name, state from run where number = any({rows})
