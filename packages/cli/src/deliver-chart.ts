import { type ChartOutput, drawAnswer } from '@xt/charts/lazy';
import type { QueryReport, Reply } from '@xt/server';
import { colorsOf } from './colors.ts';
import { type Delivered, deliver } from './deliver.ts';
import { exitStatus } from './exit-status.ts';
import { Problem } from './problem.ts';
import { memorySink, type ResultSink } from './result-sink.ts';
import type { Terminal } from './terminal.ts';

/** What becomes of an answer that is drawn. */
export interface ChartDelivery {
  readonly text: string;
  readonly sink: ResultSink;
  readonly output: ChartOutput;
}

const usualWidth = 100;
const usualHeight = 24;

/** Draws what a reply brings, an answer as Arrow, and brings the picture to the sink; says what `deliver` says. */
export async function deliverChart(
  reply: Reply<never, QueryReport>,
  terminal: Terminal,
  { text, sink, output }: ChartDelivery,
): Promise<Delivered<QueryReport>> {
  const answer = memorySink();
  try {
    const delivered = await deliver(reply, terminal, { text, sink: answer });
    if (delivered.report === undefined) {
      sink.abandon();
      return delivered;
    }
    const { out } = terminal;
    const drawn = await drawAnswer({
      bytes: answer.bytes(),
      title: text.replace(/^\s*#.*$/gm, ''),
      notes: notesOf(delivered),
      output,
      cells: {
        width: out.width ?? usualWidth,
        // The prompt and what was said stand on the same screen.
        height: out.height === undefined ? usualHeight : Math.max(out.height - 4, usualHeight / 2),
        zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        colors: colorsOf(out.color, terminal.environment),
      },
    });
    if (drawn.kind === 'refused') throw new Problem(exitStatus.wrong, drawn.message, drawn.hint);
    await sink.write(drawn.bytes);
    sink.finish();
    return delivered;
  } catch (error) {
    sink.abandon();
    throw error;
  }
}

/** What was left out: by `--limit`, and what the notes tell. */
function notesOf({ report, diagnostics }: Delivered<QueryReport>): readonly string[] {
  const notes = diagnostics.filter(({ severity }) => severity === 'note').map(({ message }) => message);
  if (report === undefined || report.shown >= report.rows) return notes;
  return [`the first ${report.shown.toLocaleString('en')} of ${report.rows.toLocaleString('en')} rows`, ...notes];
}
