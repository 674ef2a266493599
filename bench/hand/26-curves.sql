-- xt curves val.loss of runs top 5 by min(val.loss)

-- clickhouse ids
SELECT run FROM xt.summary FINAL WHERE project = 1 AND metric = 2 ORDER BY min, run LIMIT 5
-- clickhouse
SELECT run, step, time, value FROM xt.points FINAL WHERE project = 1 AND metric = 2 AND run IN {ids} ORDER BY run, step
