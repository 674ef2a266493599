import { describe, expect, it } from 'vitest';
import { parse } from './parse.ts';
import { tokenize } from './tokenize.ts';

function codes(text: string): readonly string[] {
  return parse(text).diagnostics.map(({ code }) => code);
}

function nested(depth: number, open: string, close: string, inside = 'a > 1'): string {
  return `runs where ${open.repeat(depth)}${inside}${close.repeat(depth)}`;
}

describe('the length of a query', () => {
  it('refuse the character NUL, which no store takes, wherever it is written', () => {
    for (const text of ["runs where name = 'a\0b'", 'runs where `a\0` > 1'])
      expect(codes(text)).toEqual(['bad-character']);
  });

  it('is 64 KiB of UTF-8 at most', () => {
    const prefix = "runs where name = '";
    expect(codes(`${prefix}${'x'.repeat(65_536 - prefix.length - 1)}'`)).toEqual([]);
    expect(codes(`${prefix}${'x'.repeat(65_536 - prefix.length)}'`)).toEqual(['too-long']);
    expect(codes(`${prefix}${'é'.repeat(40_000)}'`)).toEqual(['too-long']);
  });

  it('is nothing to a list of 30,000 values', () => {
    const { value } = parse(`runs where a in (${Array(30_000).fill('7').join(',')})`);
    const [where] = value?.clauses ?? [];
    const condition = where?.kind === 'where' ? where.condition : undefined;
    expect(condition?.kind === 'in' && condition.values.length).toBe(30_000);
  });

  it('is nothing to a long chain of conditions', () => {
    expect(codes(`runs where ${Array(6000).fill('a = 1').join(' and ')}`)).toEqual([]);
  });
});

describe('the depth of nesting', () => {
  it.each([
    ['parentheses', nested(200, '(', ')')],
    ['functions', nested(200, 'abs(', ')', 'a')],
    ['not', nested(200, 'not ', '')],
    ['minus', nested(200, '-', '')],
    ['powers', `runs where ${'2^'.repeat(200)}2 > 1`],
    ['sums', `runs where ${'2 + '.repeat(200)}2 > 1`],
    ['queries', nested(100, 'child of (runs where ', ')')],
  ])('%s: 200 are allowed', (_, text) => {
    expect(codes(text)).toEqual([]);
  });

  it.each([
    ['parentheses', nested(201, '(', ')')],
    ['functions', nested(201, 'abs(', ')', 'a')],
    ['open parentheses', nested(20_000, '(', '')],
    ['open parentheses before a source', `${'('.repeat(2_000)}runs where `],
    ['not', nested(15_000, 'not ', '')],
    ['minus', nested(60_000, '-', '')],
    ['when', nested(5000, 'step when ', '')],
    ['when in a point', nested(3000, 'a at step step when ', '')],
    ['powers', `runs where ${'2^'.repeat(20_000)}2 > 1`],
    ['sums', `runs where ${'2+'.repeat(20_000)}2 > 1`],
    ['points', `runs where a${' at step 1'.repeat(6000)} > 1`],
    ['queries', nested(300, 'child of (runs where ', ')')],
    ['sets', `${'('.repeat(30_000)}runs${')'.repeat(30_000)}`],
  ])('%s: more are an error, never an overflow', (_, text) => {
    expect(codes(text)).toContain('too-deep');
    expect(() => tokenize(text)).not.toThrow();
  });
});

describe('rubbish', () => {
  it.each([
    ['stray characters', '?'],
    ['pipes', '| '],
    ['unknown words', 'foo '],
    ['open brackets', '['],
    ['clauses without an end', 'limit ten '],
    ['misplaced clauses', 'by a '],
    ['open quotes', "'a''\n"],
    ['dots', '.'],
    ['braces', '{'],
    ['selects', 'select '],
    ['compares', 'compare a between runs where '],
  ])('%s: at most a few hundred diagnostics', (_, piece) => {
    const { diagnostics } = parse(`runs ${piece.repeat(Math.floor(60_000 / piece.length))}`);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.length).toBeLessThan(300);
  });
});
