-- xt metrics

-- clickhouse
SELECT metric, count(), sum(n), min(min), max(max), max(last_time) FROM xt.summary FINAL WHERE project = 1 GROUP BY metric
-- postgres
select id, name from name where kind = 'metric' order by name
