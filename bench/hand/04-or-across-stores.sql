-- xt runs where state = 'failed' or val.acc < 0.3 limit 100

-- clickhouse ids
SELECT run FROM xt.summary FINAL WHERE project = 1 AND metric = 1 AND last < 0.3
-- postgres
select number, id, name from run where not deleted and (state = 'failed' or number = any({ids}))
order by created desc, id limit 100
