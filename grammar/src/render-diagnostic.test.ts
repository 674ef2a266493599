import { describe, expect, it } from 'vitest';
import type { Diagnostic } from './diagnostic.ts';
import { parse } from './parse.ts';
import { renderDiagnostic } from './render-diagnostic.ts';

function rendered(text: string): string {
  return parse(text)
    .diagnostics.map((diagnostic) => renderDiagnostic(text, diagnostic))
    .join('\n');
}

const unknown: Diagnostic = {
  code: 'unknown-name',
  severity: 'error',
  message: 'no run has a metric or param `val.ac`',
  span: { start: 11, end: 17 },
  hint: 'nearest names: `val/acc` (3,102 runs), `val/auc` (88 runs)',
};

describe('renderDiagnostic', () => {
  it('shows the message, the line with the span, and the hint', () => {
    expect(renderDiagnostic('runs where val.ac > 0.93', unknown)).toBe(
      [
        'error[unknown-name]: no run has a metric or param `val.ac`',
        '  1 | runs where val.ac > 0.93',
        '    |            ~~~~~~',
        '    = hint: nearest names: `val/acc` (3,102 runs), `val/auc` (88 runs)',
      ].join('\n'),
    );
  });

  it('marks an empty span with one sign, behind the last token', () => {
    expect(rendered('runs where val.acc >   ')).toContain('  1 | runs where val.acc >\n    |                     ~\n');
  });

  it('numbers the lines of the query', () => {
    expect(rendered(`runs\n${'\n'.repeat(9)}  limit ten`)).toContain(' 11 |   limit ten\n    |         ~~~\n');
  });

  it('counts wide characters as a terminal does', () => {
    expect(rendered("runs where 精度 = '🎯' limit ten")).toContain(
      "  1 | runs where 精度 = '🎯' limit ten\n    |                              ~~~\n",
    );
  });

  it('shows the first line of a span over several', () => {
    expect(rendered("runs where name = 'a\nlimit 3")).toContain(
      "  1 | runs where name = 'a\n    |                   ~~\n",
    );
  });

  it('cuts a long line around the span', () => {
    const text = `runs where a in (${Array(500).fill('1').join(', ')}) limit ten where b in (${Array(500).fill('2').join(', ')})`;
    const lines = rendered(text).split('\n');
    expect(lines[1]).toBe(
      '  1 | … 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1) limit ten where b in (2, 2, 2, 2, 2, 2, 2, 2, 2, …',
    );
    expect(lines[2]).toBe(`    | ${' '.repeat(41)}~~~`);
  });

  it('makes control characters harmless', () => {
    expect(rendered("runs where a = '\u001b[31m' limit ten")).not.toContain('\u001b');
  });

  it('colours only when told to', () => {
    expect(renderDiagnostic('runs where val.ac > 0.93', unknown, { color: true })).toContain(
      '\u001b[31m~~~~~~\u001b[0m',
    );
    expect(renderDiagnostic('runs where val.ac > 0.93', { ...unknown, severity: 'note' }, { color: true })).toContain(
      '\u001b[36mnote[unknown-name]:\u001b[0m',
    );
  });

  it('does without a span and a hint', () => {
    expect(renderDiagnostic('runs', { code: 'too-long', severity: 'error', message: 'too long' })).toBe(
      'error[too-long]: too long',
    );
  });
});
