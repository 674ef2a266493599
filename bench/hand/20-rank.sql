-- xt runs where rank(val.acc) <= 10

-- clickhouse rows
SELECT run, last FROM xt.summary FINAL WHERE project = 1 AND metric = 1 ORDER BY isNaN(last), last DESC LIMIT 10 WITH TIES
-- postgres
select number, id, name, state from run where number = any({rows})
