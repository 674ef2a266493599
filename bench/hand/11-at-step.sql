-- xt runs where val.acc at step 500 > 0.8 select name limit 50

-- clickhouse ids
SELECT run FROM xt.points WHERE project = 1 AND metric = 1 AND step <= 500 GROUP BY run HAVING argMax(value, (step, seq)) > 0.8
-- postgres
select number, id, name from run where not deleted and number = any({ids}) order by created desc, id limit 50
