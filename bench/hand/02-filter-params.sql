-- xt runs where params.opt = 'adam' and params.lr <= 0.001 limit 50

-- postgres
select r.number, r.id, r.name from run r
where not r.deleted and r.number in (select run from param where key = 53 and substr(txt, 1, 256) = 'adam')
  and r.number in (select run from param where key = 51 and num <= 0.001)
order by created desc, r.id limit 50
