-- xt diff run 'run-000001', 'run-000002'

-- postgres
select run, params, tags, environment, code from document where run in (1, 2)
-- clickhouse
SELECT metric, run, last FROM xt.summary FINAL WHERE project = 1 AND run IN (1, 2)
