-- xt runs where state = 'failed' or max(val.acc) - val.acc > params.dropout / 10 limit 100

-- clickhouse over: columns notes
SELECT run AS number, max - last AS "max(val.acc) - val.acc", max - last AS k, sum(n_nan > 0) OVER () AS "note 1"
FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1
-- postgres: rows
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step, p.num / 10 as "params.dropout / 10"
from run r left join param p on p.run = r.number and p.key = 56 left join unnest({over}, {over.k}) as o(number, k) on o.number = r.number
where not r.deleted and (r.state = 'failed' or (o.k > p.num / 10 and o.k < 'NaN'))
order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id limit 100
-- duckdb
select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step, p.num / 10 as "params.dropout / 10", s.max - s.last as "max(val.acc) - val.acc",
  (select count(*) from summary where metric = 1 and n_nan > 0) as "note 1"
from run r left join param p on p.run = r.number and p.key = 56 left join summary s on s.run = r.number and s.metric = 1
where not r.deleted and (r.state = 'failed' or (s.max - s.last > p.num / 10 and not isnan(s.max - s.last)))
order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id limit 100
