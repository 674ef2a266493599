import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { inspect } from 'node:util';
import { chartFormatOfFile } from '@xt/charts/formats';
import { type Drawing, drawAnswer } from '@xt/charts/lazy';
import { isSystemError, systemReason } from '@xt/engine/store-folder';
import type { Chart, ChartKind, ChartOptions, Result } from '../index.d.cts';
import { consoleWidth, leastWidth } from './console-width.ts';
import { describeValue } from './describe-value.ts';
import type { Answered } from './session.ts';
import { XtError } from './xt-error.ts';

/** The chart of an answer; each of its forms is drawn when it is asked for. */
export function makeChart(
  result: Result,
  { text, bytes, notes, zone }: Answered,
  kind?: ChartKind,
  { title, log, trend = false, dark = false }: ChartOptions = {},
): Chart {
  const draw = async (as: Drawing['output']['as'], width = consoleWidth(usualWidth)): Promise<Uint8Array> => {
    const drawn = await drawAnswer({
      bytes,
      title: title ?? text.replace(/^\s*#.*$/gm, '').trim(),
      notes,
      output: {
        as,
        log: {
          ...(log?.includes('x') === true ? { x: true } : {}),
          ...(log?.includes('y') === true ? { y: true } : {}),
        },
        trend,
        theme: dark ? 'dark' : 'light',
        ...(kind === undefined ? {} : { kind }),
      },
      cells: { width, height: 24, zone, colors: 'none' },
    });
    if (drawn.kind === 'refused') throw new XtError(drawn.message, drawn.hint);
    return drawn.bytes;
  };
  const drawText = async (as: Drawing['output']['as'], width?: number) => Buffer.from(await draw(as, width)).toString();
  const chart: Chart = {
    result,
    vegaLite: async () => JSON.parse(await drawText('vega-lite')) as Record<string, unknown>,
    svg: () => drawText('svg'),
    png: () => draw('png'),
    html: () => drawText('html'),
    text: async (width) => {
      if (width === undefined || (Number.isInteger(width) && width >= leastWidth)) return drawText('cells', width);
      const allowed = `it is a whole number from ${leastWidth} on`;
      throw new XtError(`the width of a chart in characters cannot be ${describeValue(width)}`, allowed);
    },
    save: async (file) => {
      const format = formatOf(file);
      await write(file, await draw(format));
    },
    ...{ [inspect.custom]: () => `a chart of \`${text}\`: \`await show(…)\` shows it` },
  };
  return chart;
}

const usualWidth = 100;

async function write(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new XtError(`\`${file}\` is not saved: ${systemReason(error, resolve(file))}`);
  }
}

function formatOf(file: unknown): Drawing['output']['as'] {
  if (typeof file !== 'string') {
    throw new XtError(`\`save\` takes the name of a file, and this is ${describeValue(file)}`);
  }
  const format = chartFormatOfFile(file);
  if (format !== undefined) return format.name;
  // Charts have no rows that it could mean.
  if (file.toLowerCase().endsWith('.json')) return 'vega-lite';
  throw new XtError(`\`${file}\` names no format of pictures`, '`.svg`, `.png`, `.html` and `.vl.json` do');
}
