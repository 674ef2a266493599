-- xt runs select name, slope(val.loss over last 20) as s, mean(val.loss over steps 100..500) as early, std(val.loss over last 10%) as noise, quantile(val.loss, 0.9) as q sort by s limit 20

-- clickhouse found: columns
SELECT run AS number, simpleLinearRegressionIf(step, value, NOT isNaN(value)).1 AS s, s AS k FROM (
  SELECT run, step, value FROM xt.points FINAL PREWHERE project = 1 AND metric = 2
  ORDER BY run, step DESC LIMIT 20 BY run)
GROUP BY run ORDER BY isNaN(k), k LIMIT 20 WITH TIES
-- postgres shown: rows
select r.number, r.name from unnest({found}, {found.k}) as f(number, k) join run r using (number) where not r.deleted
order by f.k, r.id limit 20
-- clickhouse: columns
SELECT run AS number, if(e = 0 AND e_nan > 0, nan, avgOrNullIf(value, in_e)) AS early, countIf(in_e) AS e,
  countIf(isNaN(value) AND step BETWEEN 100 AND 500) AS e_nan,
  multiIf(l > 1, stddevSampStableIf(value, in_l), l = 0 AND l_nan > 0, nan, NULL) AS noise, countIf(in_l) AS l,
  countIf(isNaN(value) AND step >= hi - (hi - lo) * 10 / 100) AS l_nan,
  quantileExactInclusiveIf(0.9)(value, NOT isNaN(value)) AS q
FROM (
  SELECT *, NOT isNaN(value) AND step BETWEEN 100 AND 500 AS in_e, NOT isNaN(value) AND step >= hi - (hi - lo) * 10 / 100 AS in_l
  FROM (SELECT run, step, value, max(step) OVER (PARTITION BY run) AS hi, min(step) OVER (PARTITION BY run) AS lo
  FROM xt.points FINAL PREWHERE project = 1 AND metric = 2 AND run IN {shown}))
GROUP BY run
-- clickhouse: notes beside
SELECT count() AS "note 1", countIf(a) AS "note 2", countIf(b) AS "note 3", countIf(c) AS "note 4" FROM (
  SELECT run, max(place <= 20) AS a, max(step BETWEEN 100 AND 500) AS b, max(step >= hi - (hi - lo) * 10 / 100) AS c
  FROM (
    SELECT run, step, value, max(step) OVER (PARTITION BY run) AS hi, min(step) OVER (PARTITION BY run) AS lo,
      row_number() OVER (PARTITION BY run ORDER BY step DESC) AS place
    FROM xt.points FINAL PREWHERE project = 1 AND metric = 2
      AND run IN (SELECT run FROM xt.summary FINAL PREWHERE project = 1 AND metric = 2 WHERE n_nan > 0))
  WHERE isNaN(value) GROUP BY run)
-- duckdb
with p as (
  select run, step, value, row_number() over (partition by run order by step desc) as place,
    max(step) over (partition by run) as hi, min(step) over (partition by run) as lo
  from points where metric = 2),
v as (
  select run, regr_slope(value, step) filter (where place <= 20 and not isnan(value)) as s,
    avg(value) filter (where step between 100 and 500 and not isnan(value)) as early,
    stddev_samp(value) filter (where step >= hi - (hi - lo) * 10 / 100 and not isnan(value)) as noise,
    count(*) filter (where step >= hi - (hi - lo) * 10 / 100 and not isnan(value)) as l,
    quantile_cont(value, 0.9) filter (where not isnan(value)) as q,
    bool_or(isnan(value)) as n1, bool_or(isnan(value) and place <= 20) as n2,
    bool_or(isnan(value) and step between 100 and 500) as n3, bool_or(isnan(value) and step >= hi - (hi - lo) * 10 / 100) as n4
  from p group by run)
select r.name, v.s, coalesce(v.early, case when n3 then 'NaN'::double end) as early, case when n4 and v.l = 0 then 'NaN'::double else v.noise end as noise, v.q, sum(v.n1::int) over () as "note 1", sum(v.n2::int) over () as "note 2",
  sum(v.n3::int) over () as "note 3", sum(v.n4::int) over () as "note 4"
from v join run r on r.number = v.run where not r.deleted
order by v.s, r.id limit 20
