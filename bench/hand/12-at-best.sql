-- xt runs select name, test.acc at best(val.acc) as t sort by t desc limit 20

-- clickhouse rows
SELECT p.run, argMax(p.value, (p.step, p.seq)) AS t FROM xt.points AS p
JOIN (SELECT run, argmax FROM xt.summary FINAL WHERE project = 1 AND metric = 1) AS b ON b.run = p.run
WHERE p.project = 1 AND p.metric = 6 AND p.step <= b.argmax GROUP BY p.run ORDER BY isNaN(t), t DESC, p.run LIMIT 20
-- postgres
select number, id, name, state from run where number = any({rows})
