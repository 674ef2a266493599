-- xt runs top 3 by best(val.acc) per params.model

-- postgres models
select string_agg(line, chr(10)) from (
  select concat_ws(chr(9), coalesce(p.txt, '\N'), string_agg(r.number::text, ',')) as line
  from run r left join param p on p.run = r.number and p.key = 54 where not r.deleted group by p.txt) g
-- clickhouse found: columns notes
SELECT number, "best(val.acc)", k, model, "note 1" FROM (
  SELECT s.run AS number, s.max AS "best(val.acc)", s.max AS k, g.model AS model, countIf(s.n_nan > 0) OVER () AS "note 1",
    rank() OVER (PARTITION BY g.model ORDER BY s.max DESC) AS place
  FROM (
    SELECT nullIf(splitByChar('\t', line)[1], '\\N') AS model, arrayJoin(splitByChar(',', splitByChar('\t', line)[2]))::UInt32 AS run
    FROM (SELECT arrayJoin(splitByChar('\n', {models:text})) AS line)) AS g
  JOIN (SELECT run, max, n_nan FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1) AS s ON s.run = g.run)
WHERE place <= 3
-- postgres: rows
select number, id, name, state, created, step, model as "params.model" from (
  select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step, f.model, f.k, row_number() over (partition by f.model order by f.k desc, r.id) as place
  from unnest({found}, {found.k}, {found.model}) as f(number, k, model) join run r using (number)) f
where place <= 3 order by model collate "C", k desc, id
-- duckdb
select * from (
  select r.number, r.id, r.name, r.state, coalesce(r.created, r.started, r.first_time) as created, r.step, m.txt as "params.model", s.max as "best(val.acc)", sum((s.n_nan > 0)::int) over () as "note 1"
  from run r join param m on m.run = r.number and m.key = 54 join summary s on s.run = r.number and s.metric = 1
  where not r.deleted
  qualify row_number() over (partition by m.txt order by s.max desc, r.id) <= 3)
order by "params.model", "best(val.acc)" desc, id
