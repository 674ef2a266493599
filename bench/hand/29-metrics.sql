-- xt metrics

-- The words that tell a goal, but not where a word begins by a change of case.
-- postgres: rows
select n.id as number, n.name, coalesce(g.goal, case when n.name ~ '(^|[^[:alnum:]])(acc|accuracy|auc|auroc|ap|map|f1|precision|recall|iou|dice|bleu|rouge|r2|reward|return|score|psnr|ssim)[0-9]*($|[^[:alnum:]])' then 'max' when n.name ~ '(^|[^[:alnum:]])(loss|error|err|mse|rmse|mae|mape|nll|ppl|perplexity|fid|wer|cer)[0-9]*($|[^[:alnum:]])' then 'min' end) as goal
from name n left join goal g on g.name = n.id where n.kind = 'metric' order by n.name
-- clickhouse: columns beside
SELECT metric AS number, count() AS runs, sum(n) AS points, ifNull(min(min), nan) AS min, ifNull(max(max), nan) AS max, max(last_time) AS updated
FROM xt.summary FINAL GROUP BY metric
-- duckdb
select n.name, s.*, coalesce(g.goal, case when regexp_matches(n.name, '(^|[^[:alnum:]])(acc|accuracy|auc|auroc|ap|map|f1|precision|recall|iou|dice|bleu|rouge|r2|reward|return|score|psnr|ssim)[0-9]*($|[^[:alnum:]])') then 'max' when regexp_matches(n.name, '(^|[^[:alnum:]])(loss|error|err|mse|rmse|mae|mape|nll|ppl|perplexity|fid|wer|cer)[0-9]*($|[^[:alnum:]])') then 'min' end) as goal
from name n left join goal g on g.name = n.id
join (select metric, count(*) as runs, sum(n) as points, min(min) as min, max(max) as max, max(last_time) as updated from summary group by metric) s on s.metric = n.id
where n.kind = 'metric' order by n.name
