-- xt runs where tagged 'baseline' and val.acc > 0.8

-- postgres tagged
select string_agg(run::text, ',') from tag where key = 71
-- clickhouse rows
SELECT run, last FROM xt.summary FINAL WHERE project = 1 AND metric = 1 AND last > 0.8 AND run IN {tagged}
-- postgres
select number, id, name, state from run where number = any({rows})
