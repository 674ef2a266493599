-- xt views where user = me sort by created desc limit 10

-- postgres: rows
select name, query, "user", created from saved_view where "user" = 'ann' order by created desc, name limit 10
-- duckdb
select name, query, "user", created from saved_view where "user" = 'ann' order by created desc, name limit 10
