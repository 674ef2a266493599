import { buildTable, encode } from '@xt/engine/arrow';
import { expect, test } from 'vitest';
import type { Connection, show as Show } from '../index.d.cts';
import { connect } from './connect.ts';
import { makeResult } from './result.ts';
import { show } from './show.ts';
import { queryError, XtError } from './xt-error.ts';

/** As programs without types may use it. */
type Untyped = (...values: readonly unknown[]) => unknown;
const { runs, xt, watch } = connect() as Connection & Record<'runs' | 'watch', Untyped>;
const showAny = show as typeof Show & Untyped;
const bytes = Buffer.concat([...encode(buildTable([{ name: 'n', type: 'number', values: [1] }]))]);
const answer = makeResult({ text: 'runs', bytes, notes: [], zone: 'UTC' });

const wrong: readonly (readonly [string, () => unknown, string, string])[] = [
  ['a tag as a function', () => runs('where a'), "`runs` is called as a function, with the text 'where a'", 'runs`…`'],
  ['a tag of nothing', () => (xt as Untyped)(), '`xt` is called as a function, with nothing', 'xt`runs limit 3`'],
  ['watch of a text', () => watch('runs'), "`watch` is called as a function, with the text 'runs'", 'watch`'],
  ['watch with no rows', () => watch(xt`runs`, { rows: 0 }), 'the option `rows` of `watch` cannot be `0`', 'from 1 on'],
  [
    'a text shown',
    () => showAny('runs'),
    "takes a query, an answer or a chart, and this is the text 'runs'",
    'template',
  ],
  ['a number shown', () => showAny(42), 'and this is `42`', 'template'],
  ['nothing shown', () => showAny(), 'and this is nothing', 'template'],
  ['rows shown', () => showAny(answer.toArray()), 'and this is a list', 'template'],
  ['no kind', () => showAny(answer, { as: 'pie' }), "the option `as` of `show` cannot be the text 'pie'", "'table', "],
  ['no such option', () => showAny(answer, { row: 3 }), '`show` has no option `row`', '`rows`'],
  ['no options', () => showAny(answer, 'table'), 'the options of `show` are an object, and this is the text', '`as`'],
  ['options of a chart', () => showAny(answer.chart(), { dark: true }), 'without the option `dark`', 'chart(kind, '],
  ['no chart', () => (answer.chart as Untyped)('pie'), "the text 'pie' is no kind of chart", "'scatter'"],
  ['no axis', () => (answer.chart as Untyped)('bar', { log: 'z' }), 'the option `log` of `chart` cannot be', "'xy'"],
  ['no chart of a query', () => (xt`runs`.chart as Untyped)('pie'), "the text 'pie' is no kind of chart", "'scatter'"],
  ['no file', () => (answer.chart().save as Untyped)(), '`save` takes the name of a file, and this is nothing', ''],
  [
    'no width',
    () => answer.chart('histogram').text(-5),
    'the width of a chart in characters cannot be `-5`',
    'from 20',
  ],
  ['no folder', () => answer.chart('histogram').save('no/where.svg'), '`no/where.svg` is not saved: ', ''],
  ['no store', () => (connect as Untyped)({ stor: 'x' }), '`connect` has no option `stor`', '`store`, `project`'],
  ['an empty store', () => connect({ store: '' }), "the option `store` of `connect` cannot be the text ''", 'at least'],
];
for (const [what, use, message, hint] of wrong) {
  test(`${what} is one error that names it and says what is allowed`, async () => {
    const error = await (async () => use())().then(
      () => undefined,
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(XtError);
    expect((error as XtError).message).toContain(message);
    expect((error as XtError).hint ?? '').toContain(hint);
  });
}

test('a caught error says the place and the hint, whichever way it is printed', () => {
  const error = queryError('runs where val/ac > 1', [
    {
      severity: 'error',
      code: 'unknown-name',
      message: 'nothing is called `val/ac`',
      hint: 'try',
      span: { start: 11, end: 17 },
    },
  ]);
  const place = '  1 | runs where val/ac > 1\n    |            ~~~~~~\n    = hint: try';
  expect(error.message).toBe(`nothing is called \`val/ac\`\n${place}`);
  expect(String(error)).toBe(`error[unknown-name]: nothing is called \`val/ac\`\n${place}`);
  expect(error.stack).toBe(String(error));
  expect(new XtError('no', 'yes').message).toBe('no\nhint: yes');
});
