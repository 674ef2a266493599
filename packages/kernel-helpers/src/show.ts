import type { Chart, Query, Result, ShowOptions } from '../index.d.cts';
import { bundleOf, chartBundle } from './bundle.ts';
import { checkOptions, showOptions } from './check-options.ts';
import { describeValue } from './describe-value.ts';
import { marked, queryKey } from './marks.ts';
import { openScreen } from './screen.ts';
import { XtError } from './xt-error.ts';

/** Shows a query's answer, an answer or a chart below the cell of a notebook; on a console as text. */
export async function show(
  what: Query | Result | Chart | PromiseLike<Result | Chart>,
  options: ShowOptions = {},
): Promise<void> {
  checkOptions('`show`', showOptions, options);
  const thing: unknown = await what;
  if (isChart(thing)) {
    // Which kind it is and how it looks was said where it was made.
    const [option] = Object.keys(options);
    if (option !== undefined) {
      throw new XtError(
        `a chart is shown as it is, without the option \`${option}\``,
        '`chart(kind, { … })` takes options, and `show` of a query or an answer',
      );
    }
    return openScreen().finish(await chartBundle(thing));
  }
  if (!isResult(thing)) throw notShown(thing);
  openScreen().finish(await bundleOf(thing, options));
}

function isChart(thing: unknown): thing is Chart {
  return typeof thing === 'object' && thing !== null && 'result' in thing && 'vegaLite' in thing;
}

function isResult(thing: unknown): thing is Result {
  return marked(thing, queryKey) !== undefined;
}

function notShown(thing: unknown): XtError {
  return new XtError(
    `\`show\` takes a query, an answer or a chart, and this is ${describeValue(thing)}`,
    'a query is a template: `` show(runs`limit 3`) ``',
  );
}
