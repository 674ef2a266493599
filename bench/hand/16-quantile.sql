-- xt runs select name, quantile(grad.norm, 0.9) as q sort by q desc limit 20

-- clickhouse rows
SELECT run, quantileExactInclusiveIf(0.9)(value, NOT isNaN(value)) AS q FROM xt.points FINAL
WHERE project = 1 AND metric = 5 GROUP BY run ORDER BY isNaN(q), q DESC, run LIMIT 20
-- postgres
select number, id, name, state from run where number = any({rows})
