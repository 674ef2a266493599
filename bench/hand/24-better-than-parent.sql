-- xt runs where val.acc > parent.val.acc select name, val.acc - root.val.acc as gain limit 50

-- postgres edges
select string_agg(child::text, ',') as children, string_agg(parent::text, ',') as parents from edge
-- clickhouse found
SELECT DISTINCT e.child AS number
FROM (
  SELECT e.1 AS child, e.2 AS parent FROM (
    SELECT arrayJoin(arrayZip(splitByChar(',', {edges.children:text})::Array(UInt32), splitByChar(',', {edges.parents:text})::Array(UInt32))) AS e)) AS e
JOIN (SELECT run, last FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1) AS a ON a.run = e.child
JOIN (SELECT run, last FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1) AS b ON b.run = e.parent
WHERE a.last > b.last
-- postgres shown: rows
with recursive f as (
  select r.number, r.name, coalesce(r.created, r.started, r.first_time) as created, r.id from run r where not r.deleted and r.number = any({found}) order by coalesce(r.created, r.started, r.first_time) desc nulls last, r.id limit 50),
w(number, at, place) as (
  select number, number, 0 from f
  union all select w.number, e.parent, w.place + 1 from w
  join lateral (select parent from edge where child = w.at order by logged limit 1) e on true where w.place < 100000)
select f.number, f.name, w.at as root from f join lateral (select at from w where w.number = f.number order by place desc limit 1) w on true
order by f.created desc nulls last, f.id
-- clickhouse: columns
SELECT s.number AS number, a.last - b.last AS gain
FROM (SELECT x.1 AS number, x.2 AS root FROM (SELECT arrayJoin(arrayZip({shown}, {shown.root:ints})) AS x)) AS s
JOIN (SELECT run, last FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1 AND (run IN {shown} OR run IN {shown.root:ints})) AS a ON a.run = s.number
JOIN (SELECT run, last FROM xt.summary FINAL PREWHERE project = 1 AND metric = 1 AND (run IN {shown} OR run IN {shown.root:ints})) AS b ON b.run = s.root
-- duckdb none: its recursive walk to the roots gives another answer at times, or ends the process (1.5.6)
