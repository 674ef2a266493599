-- xt metrics where name matches '^metric[.]' and points > 1000 sort by points desc limit 30

-- The words that tell a goal, but not where a word begins by a change of case.
-- postgres removed
select coalesce(string_agg(number::text, ','), '') from run where deleted
-- clickhouse counted: columns
SELECT metric AS number, count() AS runs, sum(n) AS points, ifNull(min(min), nan) AS min, ifNull(max(max), nan) AS max, max(last_time) AS updated
FROM xt.summary FINAL WHERE run NOT IN {removed} GROUP BY metric HAVING points > 1000
-- postgres: rows
select n.id as number, n.name, coalesce(g.goal, case when n.name ~ '(^|[^[:alnum:]])(acc|accuracy|auc|auroc|ap|map|f1|precision|recall|iou|dice|bleu|rouge|r2|reward|return|score|psnr|ssim)[0-9]*($|[^[:alnum:]])' then 'max' when n.name ~ '(^|[^[:alnum:]])(loss|error|err|mse|rmse|mae|mape|nll|ppl|perplexity|fid|wer|cer)[0-9]*($|[^[:alnum:]])' then 'min' end) as goal
from unnest({counted}, {counted.points}) as c(id, points) join name n on n.id = c.id left join goal g on g.name = n.id
where n.name ~ '^metric[.]' order by c.points desc, n.name limit 30
-- duckdb
select n.name, s.*, coalesce(g.goal, case when regexp_matches(n.name, '(^|[^[:alnum:]])(acc|accuracy|auc|auroc|ap|map|f1|precision|recall|iou|dice|bleu|rouge|r2|reward|return|score|psnr|ssim)[0-9]*($|[^[:alnum:]])') then 'max' when regexp_matches(n.name, '(^|[^[:alnum:]])(loss|error|err|mse|rmse|mae|mape|nll|ppl|perplexity|fid|wer|cer)[0-9]*($|[^[:alnum:]])') then 'min' end) as goal
from name n left join goal g on g.name = n.id
join (select metric, count(*) as runs, sum(n) as points, min(min) as min, max(max) as max, max(last_time) as updated from summary where run not in (select number from run where deleted) group by metric) s on s.metric = n.id
where n.kind = 'metric' and regexp_matches(n.name, '^metric[.]') and s.points > 1000 order by s.points desc, n.name limit 30
