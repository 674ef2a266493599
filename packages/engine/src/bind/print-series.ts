import type { BoundExpression, PointSeries, SeriesFunction, SeriesWindow } from './bound.ts';
import { printBoundExpression, printName } from './print-bound-expression.ts';

/** What is asked of a series. */
export function printFunction(of: SeriesFunction): string {
  return of.kind === 'quantile' ? `quantile ${of.share}` : of.kind;
}

/** A series as lines: how it is made, then of what. */
export function printSeries(series: PointSeries): readonly string[] {
  switch (series.kind) {
    case 'metric':
      return [`metric ${printName(series.metric)}`];
    case 'window':
      return [...printWindow(series.window), ...printSeries(series.of).map(indent)];
    case 'smoothed': {
      const { method, amount } = series.smoothing;
      return [`smooth ${method} ${amount}`, ...printSeries(series.of).map(indent)];
    }
    case 'pointwise':
      return [
        ...label('at each step', printBoundExpression(series.value)),
        ...series.of.flatMap((each, index) => label(`  point ${index} =`, printSeries(each).map(afterFirst))),
      ];
  }
}

function printWindow(window: SeriesWindow): readonly string[] {
  if ('size' in window) return [`${window.kind} ${window.size} ${window.by}`];
  const end = (name: string, of: BoundExpression | undefined) =>
    of === undefined ? [] : label(`  ${name}`, printBoundExpression(of).map(afterFirst));
  return [`window of ${window.kind}`, ...end('from', window.from), ...end('to', window.to)];
}

function label(text: string, lines: readonly string[]): readonly string[] {
  const [first = '', ...rest] = lines;
  return [`${text} ${first}`, ...rest];
}

function afterFirst(line: string, index: number): string {
  return index === 0 ? line : indent(line);
}

function indent(line: string): string {
  return `  ${line}`;
}
