-- xt runs where params.model like 'resnet%' and val.loss < 0.4 sort by val.acc desc limit 50

-- postgres ids
select string_agg(run::text, ',') from param where key = 54 and txt like 'resnet%'
-- clickhouse rows
SELECT a.run, a.last FROM (SELECT run, last FROM xt.summary FINAL WHERE project = 1 AND metric = 1 AND run IN {ids}) AS a
JOIN (SELECT run FROM xt.summary FINAL WHERE project = 1 AND metric = 2 AND last < 0.4) AS b ON a.run = b.run
ORDER BY isNaN(a.last), a.last DESC, run LIMIT 50
-- postgres
select number, id, name, state from run where number = any({rows})
