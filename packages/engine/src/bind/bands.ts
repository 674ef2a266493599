import { type Column, printExpression, type Word } from '@xt/grammar';
import type { BandKind, BoundExpression } from './bound.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';

type Band = 'lo' | 'hi' | 'n';

/** Every kind of band by its word. */
export const bandKinds: readonly BandKind[] = ['std', 'sem', 'ci95', 'minmax', 'iqr'];

/** The ends of the band around a mean or median over runs, and how many values it is made of. */
export function bindBand(
  environment: Environment,
  column: Extract<Column, { readonly kind: 'column' }>,
  word: Word,
  bound: BoundExpression | undefined,
): readonly { readonly end: Band; readonly expression: BoundExpression }[] {
  const band = readBand(environment, word);
  const { groups } = environment.row;
  const name = printExpression(column.expression);
  if (groups === undefined) {
    const found = 'a band is around a value of several runs';
    const hint = '`group by` first: `group by params.lr select mean(val.acc) band ci95`';
    environment.report(problem('not-aggregated', word.span, { name, found, hint }));
    return [];
  }
  if (band === undefined || bound === undefined) return [];
  const of = groups.aggregates().find((each) => bound.kind === 'row-column' && each.name === bound.column);
  if (of === undefined || (of.of.kind !== 'mean' && of.of.kind !== 'median')) {
    const hint = 'as in `mean(val.acc) band ci95`';
    const expected = '`mean` or `median` over runs before `band`';
    environment.report(problem('type-mismatch', column.expression.span, { expected, found: `\`${name}\``, hint }));
    return [];
  }
  const { over, span } = of;
  const { item } = of.of;
  return (['lo', 'hi', 'n'] as const).map((end) => {
    const type = end === 'n' ? 'number' : item.type;
    return { end, expression: groups.add({ kind: 'band', band, end, item }, type, over, span) };
  });
}

/** The kind of band that a word names; reports one that is none. */
export function readBand(environment: Environment, word: Word): BandKind | undefined {
  const band = bandKinds.find((kind) => kind === word.text.toLowerCase());
  if (band !== undefined) return band;
  const hint = `there is: ${bandKinds.map((kind) => `\`${kind}\``).join(', ')}`;
  environment.report(problem('unknown-word', word.span, { what: 'band', name: word.text, hint }));
  return undefined;
}
