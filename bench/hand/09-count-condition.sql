-- xt runs where count(grad.norm > 5) > 20 select name limit 50

-- clickhouse ids
SELECT run FROM xt.points FINAL WHERE project = 1 AND metric = 5 GROUP BY run HAVING countIf(value > 5) > 20
-- postgres
select number, id, name from run where not deleted and number = any({ids}) order by created desc, id limit 50
