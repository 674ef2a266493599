-- xt runs where val.acc > parent.val.acc select name limit 50

-- postgres edges
select string_agg(child || ':' || parent, ',') from edge
-- clickhouse ids
SELECT DISTINCT e.e.1 AS run FROM (SELECT arrayJoin(arrayMap(x -> (toUInt32(splitByChar(':', x)[1]), toUInt32(splitByChar(':', x)[2])), splitByChar(',', {edges:text}))) AS e) AS e
JOIN (SELECT run, last FROM xt.summary FINAL WHERE project = 1 AND metric = 1) AS a ON a.run = e.e.1
JOIN (SELECT run, last FROM xt.summary FINAL WHERE project = 1 AND metric = 1) AS b ON b.run = e.e.2
WHERE a.last > b.last
-- postgres
select number, id, name from run where not deleted and number = any({ids}) order by created desc, id limit 50
