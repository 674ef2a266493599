import { chartFormats } from '@xt/charts/formats';
import { chartKinds } from '@xt/charts/kinds';
import type { FormatName } from '@xt/engine/formats';
import type { QueryReport } from '@xt/server';
import { callerOf } from '@xt/server/open';
import { chartOutput } from '../chart-output.ts';
import { defineCommand } from '../command.ts';
import { deliver } from '../deliver.ts';
import { deliverChart } from '../deliver-chart.ts';
import { argument, switchFlag, textFlag, wholeFlag } from '../flag-kinds.ts';
import { formatNote } from '../format-note.ts';
import { openService } from '../open-service.ts';
import { formatNames, outputFormat } from '../output-format.ts';
import { readQueryText } from '../query-text.ts';
import { fileSink, outputSink, type ResultSink, terminalSink } from '../result-sink.ts';
import { sayNote } from '../say.ts';
import type { Output, Terminal } from '../terminal.ts';
import { withView } from '../view-text.ts';

// What a terminal shows of a query that sets no limit of its own.
const page = 50;

export const queryCommand = defineCommand({
  id: 'query',
  summary: 'Run a query and print the result.',
  description:
    'The result goes to stdout, notes and errors to stderr. A terminal gets a table, a pipe tab-separated values with a header; `--chart`, a format or a file of pictures gets a chart that fits the result. `@NAME` is the view saved under that name; clauses may follow.',
  examples: [
    'xt query "runs where val.acc > 0.9 sort by val.acc desc limit 10"',
    'xt query "curves val.loss of runs where params.lr < 0.01" -o curves.parquet',
    'xt query --file best.xt -f json | jq .',
    'xt query "curves val.loss of runs smooth ema 0.9" --chart',
    'xt query "runs group by params.lr select mean(val.acc) band ci95" -o acc.html',
  ],
  args: { text: argument({ description: 'The query; `-` reads it from standard input.' }) },
  flags: {
    format: textFlag({
      char: 'f',
      options: [...formatNames(), ...chartFormats.map(({ name }) => name)],
      summary: 'How to print the result.',
    }),
    output: textFlag({
      char: 'o',
      helpValue: 'FILE',
      summary: 'Write the result to a file; the format follows the extension.',
    }),
    chart: textFlag({
      helpValue: 'KIND',
      options: ['auto', ...chartKinds],
      summary: 'Draw the result, in characters unless a format says otherwise; without KIND as fits it.',
    }),
    log: textFlag({ options: ['x', 'y', 'xy'], summary: 'Which axes of a chart are logarithmic.' }),
    trend: switchFlag({ summary: 'Draw a trend line through the points of a chart.' }),
    dark: switchFlag({ summary: 'Draw a chart on a dark ground.' }),
    limit: wholeFlag(0, { helpValue: 'N', summary: 'Show at most N rows.' }),
    file: textFlag({ helpValue: 'FILE', summary: 'Read the query from a file.' }),
    stats: switchFlag({ summary: 'Print rows and bytes read and the time of each stage to stderr.' }),
  },
  optionalValues: { chart: 'auto' },
  run: async ({ flags, args }, terminal) => {
    const written = readQueryText(args.text, flags.file, 'query');
    const file = flags.output === '-' ? undefined : flags.output;
    const onTerminal = file === undefined && terminal.out.isTerminal;
    const chart = chartOutput(flags, file, onTerminal);
    const format = chart === undefined ? outputFormat(flags.format, file, onTerminal) : 'arrow';
    const caller = callerOf(flags, terminal);
    const { service } = await openService(flags, terminal);
    try {
      const text = await withView(service, written, caller, terminal);
      const sink =
        file !== undefined ? fileSink(file) : resultSink(terminal.out, chart === undefined ? format : 'table');
      const reply = service.query(
        {
          text,
          caller,
          format,
          color: onTerminal && terminal.out.color,
          ...(terminal.out.width === undefined || file !== undefined ? {} : { width: terminal.out.width }),
          ...(onTerminal && chart === undefined ? { page } : {}),
          ...(flags.stats ? { stats: true } : {}),
          ...(chart === undefined ? {} : { names: true }),
          ...(flags.limit === undefined ? {} : { limit: flags.limit }),
        },
        terminal.signal,
      );
      const { status, report } =
        chart === undefined
          ? await deliver(reply, terminal, { text, sink })
          : await deliverChart(reply, terminal, { text, sink, output: chart });
      const note = report === undefined ? undefined : formatNote(file, chart?.as ?? format);
      if (note !== undefined) await sayNote(note, terminal);
      if (report !== undefined && flags.stats) await sayStats(report, terminal);
      return status;
    } finally {
      await service.close();
    }
  },
});

// A table comes harmless, with colours; the machine formats hold what the store holds.
function resultSink(output: Output, format: FormatName): ResultSink {
  return output.isTerminal && format !== 'table' ? terminalSink(output) : outputSink(output);
}

async function sayStats(report: QueryReport, terminal: Terminal): Promise<void> {
  const stages = report.stages.map(({ name, ms }) => `${name} ${ms.toFixed(1)} ms`);
  const counts = [`${report.rows} rows, ${report.shown} shown`, ...readOf(report), stages.join(', ')];
  await sayNote(counts.join('; '), { ...terminal, quiet: false });
}

function readOf({ read }: QueryReport): readonly string[] {
  if (read === undefined) return [];
  const others = read.alone ? '' : ', other requests at the same time among them';
  const count = (n: number) => n.toLocaleString('en');
  return [`${count(read.rows)} rows and ${count(read.bytes)} bytes read in ClickHouse${others}`];
}
