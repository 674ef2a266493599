import type { Chart, Query, Result, ShowOptions } from '../index.d.cts';
import { bundleOf, chartBundle } from './bundle.ts';
import { openScreen } from './screen.ts';

/** Shows a query's answer, an answer or a chart below the cell of a notebook; on a console as text. */
export async function show(
  what: Query | Result | Chart | PromiseLike<Chart>,
  options: ShowOptions = {},
): Promise<void> {
  const thing: Result | Chart = await what;
  const bundle = 'result' in thing ? await chartBundle(thing) : await bundleOf(thing, options);
  openScreen().finish(bundle);
}
