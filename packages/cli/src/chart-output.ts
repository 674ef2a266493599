import { type ChartFormat, chartFormatNamed, chartFormatOfFile } from '@xt/charts/formats';
import { isChartKind } from '@xt/charts/kinds';
import type { ChartOutput } from '@xt/charts/lazy';
import { usageProblem } from './problem.ts';

/** What the flags say of a chart. */
export interface ChartFlags {
  readonly format: string | undefined;
  readonly chart: string | undefined;
  readonly log: string | undefined;
  readonly trend: boolean;
  readonly dark: boolean;
}

/** Whether and how a result is drawn: by its format, by the ending of its file, or in characters where `--chart` is all that is said. */
export function chartOutput(flags: ChartFlags, file: string | undefined, isTerminal: boolean): ChartOutput | undefined {
  const { format: asked, chart, log = '', trend, dark } = flags;
  const format = asked === undefined ? formatOf(file) : chartFormatNamed(asked);
  if (format === undefined && chart === undefined) {
    if (log !== '') throw usageProblem('`--log` says how a chart is drawn', '`--chart` draws one');
    if (trend) throw usageProblem('`--trend` says how a chart is drawn', '`--chart` draws one');
    if (dark) throw usageProblem('`--dark` says how a chart is drawn', '`-f svg`, `-f png` or `-f html` draws one');
    return undefined;
  }
  const given = asked ?? (file === undefined ? undefined : `-o ${file}`);
  if (format === undefined && given !== undefined) {
    const hint =
      'charts are written as `vega-lite`, `svg`, `png` or `html`; without a format `--chart` draws in characters';
    throw usageProblem(`\`${given}\` is no picture, and \`--chart\` draws one`, hint);
  }
  if (isTerminal && format?.binary === true) {
    throw usageProblem(`\`${format.name}\` is binary and would disturb the terminal`, '`-o FILE` writes it to a file');
  }
  return {
    as: format?.name ?? 'cells',
    ...(chart !== undefined && isChartKind(chart) ? { kind: chart } : {}),
    log: { ...(log.includes('x') ? { x: true } : {}), ...(log.includes('y') ? { y: true } : {}) },
    trend,
    theme: dark ? 'dark' : 'light',
  };
}

function formatOf(file: string | undefined): ChartFormat | undefined {
  return file === undefined ? undefined : chartFormatOfFile(file);
}
