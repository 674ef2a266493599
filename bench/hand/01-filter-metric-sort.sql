-- xt runs where val.acc > 0.9 sort by val.loss limit 20

-- clickhouse rows
SELECT a.run, b.last FROM (SELECT run FROM xt.summary FINAL WHERE project = 1 AND metric = 1 AND last > 0.9) AS a
JOIN (SELECT run, last FROM xt.summary FINAL WHERE project = 1 AND metric = 2) AS b ON a.run = b.run
ORDER BY isNaN(b.last), b.last, run LIMIT 20
-- postgres
select number, id, name, state from run where number = any({rows})
