-- xt runs select name, max(val.acc / train.acc) as r sort by r desc limit 20

-- clickhouse rows
SELECT a.run, maxIf(a.value / b.value, NOT isNaN(a.value / b.value)) AS r
FROM (SELECT run, step, value FROM xt.points FINAL WHERE project = 1 AND metric = 1) AS a
JOIN (SELECT run, step, value FROM xt.points FINAL WHERE project = 1 AND metric = 3) AS b
  ON a.run = b.run AND a.step = b.step
GROUP BY a.run ORDER BY r DESC, a.run LIMIT 20
-- postgres
select number, id, name, state from run where number = any({rows})
