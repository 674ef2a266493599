-- xt runs select name, slope(val.loss over last 20) as s sort by s limit 20

-- clickhouse rows
SELECT run, simpleLinearRegression(step, value).1 AS s FROM (
  SELECT run, step, value FROM xt.points FINAL WHERE project = 1 AND metric = 2
  ORDER BY run, step DESC LIMIT 20 BY run)
WHERE NOT isNaN(value) GROUP BY run ORDER BY isNaN(s), s, run LIMIT 20
-- postgres
select number, id, name, state from run where number = any({rows})
