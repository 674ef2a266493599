import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCorpus } from '../../corpus/read-corpus.ts';
import { arbitraryQuery } from '../../testing/arbitrary-query.ts';
import { withoutSpans } from '../../testing/without-spans.ts';
import { parse } from '../parse.ts';
import { tokenize } from '../tokenize.ts';
import { printExpression } from './print-expression.ts';
import { print } from './print-query.ts';

function canonical(text: string): string {
  const { value, diagnostics } = parse(text);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return print(value);
}

describe('print', () => {
  it.each([
    ['RUNS Where Val.Acc > 0.9', 'runs where Val.Acc > 0.9'],
    ['runs | where a>1|limit 3;', 'runs where a > 1 limit 3'],
    ['runs sort by a asc, b desc', 'runs sort by a, b desc'],
    ['runs top 3 by min(tau) asc', 'runs top 3 by min(tau) asc'],
    ['runs where ((a)) > (1) and ((b > 2) and c > 3)', 'runs where a > 1 and b > 2 and c > 3'],
    ['runs where (a > 1 or b > 2) and c > 3', 'runs where (a > 1 or b > 2) and c > 3'],
    ['runs where a - (b - c) > (a - b) - c', 'runs where a - (b - c) > a - b - c'],
    ['runs where (-2)^2 = -(2^2) and (2^3)^2 > 2^(3^2)', 'runs where (-2)^2 = -2^2 and (2^3)^2 > 2^3^2'],
    ['runs limit 10_000 sort by a', 'runs limit 10_000 sort by a'],
    ['runs where "x" = name', "runs where 'x' = name"],
    ['runs where a in (10_000, 1e-3, .5)', 'runs where a in (10_000, 1e-3, .5)'],
    ['runs where (step when a > 1) < 5', 'runs where (step when a > 1) < 5'],
    ['runs select (step when a > 1) as s', 'runs select step when a > 1 as s'],
    ["runs select a as 'b c', d as 'e'", "runs select a as 'b c', d as e"],
    ["diff runs where (child of 'a') by params", "diff runs where (child of 'a') by params"],
    ["diff runs where (child of 'a') and b by params", "diff runs where child of 'a' and b by params"],
    ["runs where child of ('a') by (fork)", "runs where child of 'a' by fork"],
    ['runs where (nan) at step 1 > 2', 'runs where (nan) at step 1 > 2'],
    ["runs where (used) like 'a'", "runs where (used) like 'a'"],
    ['runs where a at step (3) > b at step (-3)', 'runs where a at step 3 > b at step -3'],
  ])('%s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it('puts comments first, and a clause on each line beyond 100 characters', () => {
    const long = `runs where name = '${'x'.repeat(70)}' # why`;
    expect(canonical(`${long}\nlimit 5`)).toBe(`# why\nruns where name = '${'x'.repeat(70)}' limit 5`);
    expect(canonical(`${long}\nlimit 5 # how many\nselect name`)).toBe(
      `# why\n# how many\nruns\n    where name = '${'x'.repeat(70)}'\n    limit 5\n    select name`,
    );
  });

  it('writes keywords small, texts in single quotes, no `|` and no line of several clauses beyond 100 characters', () => {
    for (const { name, text } of readCorpus()) {
      const printed = canonical(text);
      const tokens = tokenize(printed).map((token) => ({
        ...token,
        image: printed.slice(token.span.start, token.span.end),
      }));
      const wrong = tokens.filter(({ class: what, image }) => {
        if (what === 'keyword' || what === 'literal') return image !== image.toLowerCase();
        return what === 'text' ? !image.startsWith("'") : image === '|' || image === ';';
      });
      expect(wrong, name).toEqual([]);
      const [, comments = '', body = ''] = /^((?:#.*\n)*)([\s\S]*)$/.exec(printed) ?? [];
      expect(body, name).not.toContain(' #');
      expect(comments.split('\n').length - 1, name).toBe(parse(text).value?.comments.length);
      if (!body.includes('\n')) expect(body.length, name).toBeLessThanOrEqual(100);
    }
  });

  it('writes numbers and names as they were written', () => {
    const written = (text: string) =>
      tokenize(text)
        .filter(({ class: what }) => what === 'number' || what === 'name')
        .map(({ span }) => text.slice(span.start, span.end));
    for (const { name, text } of readCorpus()) {
      if (name.startsWith('accepted/')) continue;
      expect(written(canonical(text)), name).toEqual(written(text.replaceAll('config.', 'params.')));
    }
  });

  it('writes no parentheses without which the tree were the same, but those around `when`', () => {
    fc.assert(
      fc.property(arbitraryQuery(), (query) => {
        const text = print(query);
        const tree = JSON.stringify(withoutSpans(query));
        for (const shorter of withoutOnePair(text)) {
          expect(JSON.stringify(withoutSpans(parse(shorter).value)), `${text}\n${shorter}`).not.toBe(tree);
        }
      }),
      { seed: 20_261_121, numRuns: 100 },
    );
  });
});

/** The text without one pair of parentheses, for each pair outside of quotes and comments. */
function withoutOnePair(text: string): readonly string[] {
  const masked = text.replace(/'(?:[^']|'')*'|`(?:[^`]|``)*`|#.*/g, (quoted) => '_'.repeat(quoted.length));
  const open: number[] = [];
  const found: string[] = [];
  for (const [end, character] of [...masked.split('')].entries()) {
    if (character === '(') open.push(end);
    const start = character === ')' ? open.pop() : undefined;
    if (start === undefined || /^(step|time) when/.test(masked.slice(start + 1))) continue;
    found.push(`${text.slice(0, start)} ${text.slice(start + 1, end)} ${text.slice(end + 1)}`);
  }
  return found;
}

describe('printExpression', () => {
  it.each(['val.acc', 'max(val.acc)', 'val.acc - parent.val.acc', 'mean(a over last 10%) * 2'])(
    'names a column: %s',
    (text) => {
      const { value } = parse(`runs select ${text}`);
      const [select] = value?.clauses ?? [];
      const [column] = select?.kind === 'select' ? select.columns : [];
      expect(column?.kind === 'column' && printExpression(column.expression)).toBe(text);
    },
  );
});
