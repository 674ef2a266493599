-- xt runs group by params.model, params.opt select count(), mean(best(val.acc)) as acc, best run by best(val.acc)

-- postgres groups
select string_agg(line, chr(10)) from (
  select concat_ws(chr(9), coalesce(m.txt, '\N'), coalesce(o.txt, '\N'), string_agg(r.number::text, ',')) as line
  from run r left join param m on m.run = r.number and m.key = 54 left join param o on o.run = r.number and o.key = 53
  where not r.deleted group by m.txt, o.txt) g
-- clickhouse best: rows notes
SELECT g.model AS "params.model", g.opt AS "params.opt", count() AS "count()", avgIf(s.max, s.run > 0 AND NOT isNaN(s.max)) AS acc,
  argMaxIf(s.run, s.max, s.run > 0) AS number, sum(countIf(s.n_nan > 0)) OVER () AS "note 1"
FROM (
  SELECT nullIf(splitByChar('\t', line)[1], '\\N') AS model, nullIf(splitByChar('\t', line)[2], '\\N') AS opt, arrayJoin(splitByChar(',', splitByChar('\t', line)[3]))::UInt32 AS run
  FROM (SELECT arrayJoin(splitByChar('\n', {groups:text})) AS line)) AS g
LEFT JOIN (SELECT run, max, n_nan FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1) AS s ON s.run = g.run
GROUP BY model, opt ORDER BY model, opt
-- postgres: columns
select number, name as "best run by best(val.acc)" from run where number = any({best})
-- duckdb
select m.txt as "params.model", o.txt as "params.opt", count(*) as "count()", avg(s.max) as acc,
  arg_max(r.name, s.max order by s.max desc, r.id) as "best run by best(val.acc)",
  sum(sum((s.n_nan > 0)::int)) over () as "note 1"
from run r left join param m on m.run = r.number and m.key = 54 left join param o on o.run = r.number and o.key = 53
left join summary s on s.run = r.number and s.metric = 1
where not r.deleted group by m.txt, o.txt order by m.txt, o.txt
