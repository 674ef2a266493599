import { describe, expect, it } from 'vitest';
import { mark } from '../testing/mark.ts';
import { withoutSpans } from '../testing/without-spans.ts';
import { parse } from './parse.ts';
import { printExpression } from './print/print-expression.ts';
import type { Clause, Expression, Query } from './syntax.ts';
import { walk } from './walk.ts';

function query(text: string): Query {
  const { value, diagnostics } = parse(text);
  if (value === undefined) throw new Error(`${text}: ${diagnostics.map(({ message }) => message).join('; ')}`);
  return value;
}

function condition(text: string): Expression {
  const [where] = query(`runs where ${text}`).clauses;
  if (where?.kind !== 'where') throw new Error(`no condition: ${text}`);
  return where.condition;
}

/** The expression with every operator in brackets. */
function grouped(expression: Expression): string {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return `[${expression.items.map(grouped).join(` ${expression.kind} `)}]`;
    case 'not':
      return `[not ${grouped(expression.item)}]`;
    case 'negate':
      return `[-${grouped(expression.item)}]`;
    case 'compare':
    case 'arithmetic':
      return `[${grouped(expression.left)} ${expression.op} ${grouped(expression.right)}]`;
    default:
      return printExpression(expression);
  }
}

function clauseKinds(text: string): readonly string[] {
  return query(text).clauses.map(({ kind }) => kind);
}

describe('precedence', () => {
  it.each([
    ['-2^2 = 4', '[[-[2 ^ 2]] = 4]'],
    ['2^3^2 = 512', '[[2 ^ [3 ^ 2]] = 512]'],
    ['2^-3^2 = 1', '[[2 ^ [-[3 ^ 2]]] = 1]'],
    ['a - b - c > 0', '[[[a - b] - c] > 0]'],
    ['a + b * c / d % e > 0', '[[a + [[[b * c] / d] % e]] > 0]'],
    ['a * -b - -c > 0', '[[[a * [-b]] - [-c]] > 0]'],
    ['a > 1 or b > 2 and c > 3 or d > 4', '[[a > 1] or [[b > 2] and [c > 3]] or [d > 4]]'],
    ['not a > 1 and b > 2', '[[not [a > 1]] and [b > 2]]'],
    ['not not a > 1', '[not [not [a > 1]]]'],
    ['(a > 1 and b > 2) and c > 3', '[[a > 1] and [b > 2] and [c > 3]]'],
    ['a + b > c - d', '[[a + b] > [c - d]]'],
  ])('%s', (text, expected) => {
    expect(grouped(condition(text))).toBe(expected);
  });

  it('lets postfixes bind tighter than arithmetic, from left to right', () => {
    expect(withoutSpans(condition('-a smooth ema 0.9 over last 10 at 50% > 1'))).toMatchObject({
      left: { kind: 'negate', item: { kind: 'at', item: { kind: 'over', item: { kind: 'smoothed' } } } },
    });
  });
});

describe('words', () => {
  it.each([
    ['runs where limit > 3 limit 3', ['where', 'limit']],
    ['runs sort by sort limit 1', ['sort', 'limit']],
    ['runs where where > where where sort > by', ['where', 'where']],
    ['curves val.loss of runs where a > b smooth twema 0.9', ['where', 'smooth']],
    ["artifacts of run 'a' where a > b at step 10", ['where', 'at-clause']],
    ['runs where a > b at step 10', ['where']],
    ['runs where a > b smooth ema 0.9', ['where']],
    ['curves a of runs group by b band std', ['group', 'band']],
    ['runs group by b select mean(c) band std', ['group', 'select']],
    ['curves a of runs sample 100 x time', ['sample', 'x']],
    ['curves a of runs x x x y', ['x', 'x']],
    ["diff runs where child of 'a' by fork by params", ['where', 'by']],
  ])('are keywords only where one must stand: %s', (text, kinds) => {
    expect(clauseKinds(text)).toEqual(kinds);
  });

  it.each([
    ['(step is missing)', 'path'],
    ['step when a > 1', 'when'],
    ['(parent is missing)', 'path'],
    ["parent of 'a'", 'kin'],
    ["tagged 'a'", 'tagged'],
    ['tagged', 'path'],
    ["used like 'a'", 'artifact-link'],
    ['rank', 'path'],
    ['rank(a)', 'rank'],
    ['nan', 'literal'],
    ['NaN', 'literal'],
    ['metrics.nan', 'path'],
    ["nan['a']", 'path'],
    ['me', 'path'],
    ['exists', 'path'],
    ['7d ago', 'ago'],
    ['count(*)', 'call'],
  ])('make a form only with what follows: %s', (text, kind) => {
    const found = condition(text);
    expect(found.kind === 'is' ? found.item.kind : found.kind).toBe(kind);
  });

  it('name a metric `child` as a curve, and a group of all runs only by `all` alone', () => {
    expect(query("curves child of run 'a'").source).toMatchObject({ columns: [{ expression: { kind: 'path' } }] });
    const groups = ['all', 'all, b', 'all as x', '(all)'].map((keys) => query(`runs group by ${keys}`).clauses[0]);
    expect(groups.map((group) => group?.kind === 'group' && group.keys === 'all')).toEqual([true, false, false, false]);
  });
});

describe('accepted spellings', () => {
  it.each([
    ['a == 1 && b <> 2 || c ≤ 3', 'a = 1 and b != 2 or c <= 3'],
    ["a =~ 'x' and b !~ 'y' and c rlike 'z'", "a matches 'x' and b not matches 'y' and c matches 'z'"],
    ['a in [1, 2] and b is not null', 'a in (1, 2) and b is not missing'],
    ['AVG(a) > 1 and stddev(b) > 2 and variance(c) > count(*)', 'mean(a) > 1 and std(b) > 2 and var(c) > count()'],
    ["config.lr > 1 and parent.config.lr > config['a']", "params.lr > 1 and parent.params.lr > params['a']"],
    ['a = "say ""hi"""', 'a = \'say "hi"\''],
  ])('%s', (foreign, own) => {
    expect(withoutSpans(condition(foreign))).toEqual(withoutSpans(condition(own)));
  });

  it('are clauses too', () => {
    const own = 'runs group by a where count() > 3 sort by count() desc, a';
    const foreign = 'RUNS | GROUP BY a | HAVING count(*) > 3 | ORDER BY count(*) DESC, a ASC;';
    expect(withoutSpans(query(foreign))).toEqual(withoutSpans(query(own)));
  });
});

describe('values', () => {
  it.each([
    ['10_000', { kind: 'number', value: 10_000, text: '10_000' }],
    ['.5', { kind: 'number', value: 0.5, text: '.5' }],
    ['1e-3', { kind: 'number', value: 0.001, text: '1e-3' }],
    ['1d12h', { kind: 'duration', seconds: 129_600, text: '1d12h' }],
    ['250ms', { kind: 'duration', seconds: 0.25, text: '250ms' }],
    ["'it''s'", { kind: 'text', value: "it's" }],
    ['2024-02-29', { kind: 'date', text: '2024-02-29' }],
    ['`1st ``run```', { kind: 'path', parts: [{ kind: 'quoted', text: '1st `run`' }] }],
    ['a/b.c-d@2', { kind: 'path', parts: [{ kind: 'plain', text: 'a/b.c-d@2' }] }],
    ['a.`b`[0]', { parts: [{ kind: 'plain' }, { kind: 'quoted', text: 'b' }, { kind: 'index', key: 0 }] }],
  ])('%s', (text, expected) => {
    const found = condition(`x = ${text}`);
    expect(withoutSpans(found.kind === 'compare' ? found.right : found)).toMatchObject(expected);
  });
});

describe('spans', () => {
  const text = "runs where (max(a.b) > 1) and c in ('d') sort by -e desc";
  const root = query(text);

  it.each([
    ['query', "«runs where (max(a.b) > 1) and c in ('d') sort by -e desc»"],
    ['where', "runs «where (max(a.b) > 1) and c in ('d')» sort by -e desc"],
    ['and', "runs where «(max(a.b) > 1) and c in ('d')» sort by -e desc"],
    ['compare', "runs where «(max(a.b) > 1)» and c in ('d') sort by -e desc"],
    ['call', "runs where («max(a.b)» > 1) and c in ('d') sort by -e desc"],
    ['in', "runs where (max(a.b) > 1) and «c in ('d')» sort by -e desc"],
    ['negate', "runs where (max(a.b) > 1) and c in ('d') sort by «-e» desc"],
  ])('of %s', (kind, expected) => {
    const marked: string[] = [];
    walk(root, (node) => {
      if ('kind' in node && node.kind === kind) marked.push(mark(text, [node.span]));
    });
    expect(marked).toEqual([expected]);
  });

  it('lie inside those of what they belong to', () => {
    const inside = (outer: Clause | Query): void =>
      walk(outer, ({ span }) => {
        expect(span.start >= outer.span.start && span.end <= outer.span.end).toBe(true);
      });
    inside(root);
    root.clauses.forEach(inside);
  });
});

describe('one query', () => {
  it('says nothing of the one before', () => {
    const when = 'runs select step when a > 1';
    expect(parse('runs where a < 1 < 22222222').diagnostics.map(({ code }) => code)).toEqual(['chained']);
    expect(when.length).toBe('runs where a < 1 < 22222222'.length);
    expect(parse(when).diagnostics).toEqual([]);
    expect(parse('runs where ((a >').value).toBeUndefined();
    expect(clauseKinds('curves a of runs where b > c smooth ema 0.9')).toEqual(['where', 'smooth']);
  });
});

describe('comments', () => {
  it('are kept without their `#`', () => {
    expect(query("# one\nruns # two ' three\nlimit 3 #").comments).toEqual(['one', "two ' three", '']);
  });
});
