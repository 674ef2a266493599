-- xt runs where (step when val.acc > 0.8) < 500 select name limit 50

-- clickhouse ids
SELECT run FROM xt.points FINAL WHERE project = 1 AND metric = 1 AND value > 0.8 GROUP BY run HAVING min(step) < 500
-- postgres
select number, id, name from run where not deleted and number = any({ids}) order by created desc, id limit 50
