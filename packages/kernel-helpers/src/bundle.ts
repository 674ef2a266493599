import { decode, shapeOf } from '@xt/engine/arrow';
import type { Chart, ChartKind, Result, ShowOptions } from '../index.d.cts';
import { usualRows } from './result.ts';
import { XtError } from './xt-error.ts';

/** One thing in several forms, by their MIME types; whoever shows it takes the richest that he can. */
export type Bundle = Readonly<Record<string, unknown>>;

/** The forms of an answer: a chart or a table, as is asked for or as fits it. */
export async function bundleOf(result: Result, options: ShowOptions = {}): Promise<Bundle> {
  const { as = drawsItself(result) ? 'auto' : 'table', rows = usualRows, ...drawing } = options;
  if (as === 'table') return tableBundle(result, rows);
  const kind = as === 'auto' || as === 'chart' ? undefined : (as satisfies ChartKind);
  try {
    return await chartBundle(result.chart(kind, drawing));
  } catch (error) {
    // Nobody asked for a chart: groups of names, for example, have none.
    if (as === 'auto' && error instanceof XtError) return tableBundle(result, rows);
    throw error;
  }
}

/**
 * The forms of a chart. What notebooks have of Vega-Lite is its version 5, which takes the same specification; the picture is for
 * places that run no scripts, such as a page of a repository.
 */
export async function chartBundle(chart: Chart): Promise<Bundle> {
  const spec = await chart.vegaLite();
  return {
    'application/vnd.vegalite.v5+json': { ...spec, $schema: 'https://vega.github.io/schema/vega-lite/v5.json' },
    'image/png': Buffer.from(await chart.png()).toString('base64'),
    'text/plain': await inCharacters(chart),
  };
}

function tableBundle(result: Result, rows: number): Bundle {
  return { 'text/html': result.toHtml({ rows }), 'text/plain': result.toString({ rows }) };
}

/** Not every kind can be drawn in characters; its numbers can. */
async function inCharacters(chart: Chart): Promise<string> {
  try {
    return (await chart.text()).trimEnd();
  } catch (error) {
    if (error instanceof XtError) return chart.result.toString();
    throw error;
  }
}

/** Whether people want to see it drawn rather than its numbers. */
function drawsItself({ arrow }: Result): boolean {
  const source = shapeOf(decode(arrow))?.source;
  return source === 'curves' || source === 'groups' || source === 'lineage' || source === 'compare';
}
