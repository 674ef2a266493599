import type { Diagnostic, Span } from '@xt/grammar';
import { describe, expect, test } from 'vitest';
import { renderDiagnostic } from './render-diagnostic.ts';

describe('a diagnostic for a person', () => {
  test('shows the place under the query, and the hint', () => {
    expect(show('runs where val.ac > 0.9', { start: 11, end: 17 })).toBe(
      ['error: no name', '  runs where val.ac > 0.9', '             ^^^^^^', 'hint: try another', ''].join('\n'),
    );
  });

  test('marks the end of a query that stops too early', () => {
    expect(show('runs where', { start: 10, end: 10 })).toContain('  runs where\n            ^\n');
  });

  test('of several lines shows the one, with its number', () => {
    expect(show('runs\nwhere x > 1\nlimit 3', { start: 11, end: 12 })).toContain('  2: where x > 1\n           ^\n');
  });

  test('counts the columns of wide and combining characters', () => {
    expect(show('runs where 精度 > x', { start: 11, end: 13 })).toContain('  runs where 精度 > x\n             ^^^^\n');
    expect(show('runs where e\u0301 > x', { start: 16, end: 17 })).toContain(`\n${' '.repeat(17)}^\n`);
  });

  test('of a long line shows what fits around the place', () => {
    const long = `runs where ${'a > 1 and '.repeat(50)}bad > 2 and ${'c > 3 and '.repeat(50)}d > 4`;
    const at = long.indexOf('bad');
    const [, line = '', mark = ''] = show(long, { start: at, end: at + 3 }).split('\n');
    expect(line.length).toBeLessThanOrEqual(80);
    expect(line).toMatch(/^ {2}….*…$/);
    expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('bad');
  });

  test('lets no text move the cursor', () => {
    const said = renderDiagnostic({ code: 'x', severity: 'note', message: 'a\u001b[2Jb\u202ec' }, 'runs', {
      color: false,
      width: 80,
    });
    expect(said).toBe('note: a·[2Jb·c\n');
    expect(show('runs \u001b[31mx', { start: 5, end: 6 })).not.toContain('\u001b');
  });
});

function show(text: string, span: Span): string {
  const diagnostic: Diagnostic = { code: 'x', severity: 'error', message: 'no name', span, hint: 'try another' };
  return renderDiagnostic(diagnostic, text, { color: false, width: 80 });
}
