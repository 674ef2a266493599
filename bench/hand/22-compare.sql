-- xt compare val.acc between (runs where params.opt = 'adam') and (runs where params.opt = 'sgd')

-- postgres adam
select string_agg(run::text, ',') from param where key = 53 and substr(txt, 1, 256) = 'adam'
-- postgres sgd
select string_agg(run::text, ',') from param where key = 53 and substr(txt, 1, 256) = 'sgd'
-- clickhouse
SELECT run IN {adam} AS side, count(), avg(last), varSampStable(last) FROM xt.summary FINAL
WHERE project = 1 AND metric = 1 AND NOT isNaN(last) AND (run IN {adam} OR run IN {sgd}) GROUP BY side
