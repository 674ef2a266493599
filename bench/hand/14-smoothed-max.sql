-- xt runs select name, max(val.acc smooth ema 0.9) as m sort by m desc limit 20

-- clickhouse rows
SELECT run, max(y) AS m FROM (
  SELECT run, exponentialTimeDecayedAvg(9.491221581029903)(value, i) OVER (PARTITION BY run ORDER BY i) AS y FROM (
    SELECT run, value, toFloat64(row_number() OVER (PARTITION BY run ORDER BY step)) AS i
    FROM xt.points FINAL WHERE project = 1 AND metric = 1 AND isFinite(value)))
GROUP BY run ORDER BY m DESC, run LIMIT 20
-- postgres
select number, id, name, state from run where number = any({rows})
