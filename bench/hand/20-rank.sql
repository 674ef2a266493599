-- xt runs where rank(val.acc) <= 10

-- clickhouse
SELECT run, last FROM xt.summary FINAL WHERE project = 1 AND metric = 1 ORDER BY isNaN(last), last DESC LIMIT 10 WITH TIES
