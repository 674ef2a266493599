-- xt views where user in ('bob', 'dan') and query contains 'acc > 0.7' sort by created desc limit 50

-- postgres: rows
select name, query, "user", created from saved_view
where "user" in ('bob', 'dan') and strpos(query, 'acc > 0.7') > 0 order by created desc, name limit 50
-- duckdb
select name, query, "user", created from saved_view
where "user" in ('bob', 'dan') and contains(query, 'acc > 0.7') order by created desc, name limit 50
