import { limits, parse } from '../../grammar/src/index.ts';
import { ann, worldCatalog } from '../../packages/engine/src/bind/testing/catalog.ts';
import { bind } from '../../packages/engine/src/index.ts';

/** Texts of nearly 64 KiB: beginning, what is repeated, end. The signs of one character make the most tokens. */
const shapes: readonly (readonly [name: string, start: string, unit: string, end: string])[] = [
  ['a query of many conditions', 'runs where ', 'val.acc > 0.9 and params.lr < 0.01 or ', 'a > 1'],
  ['shortest conditions', 'runs where ', 'a=1&&', 'a'],
  ['a list of texts', 'runs where a in (', "'x',", '1)'],
  ['a list of negative numbers', 'runs where a in (', '-1,', '1)'],
  ['columns of one letter', 'runs select ', 'a,', 'a'],
  ['a sum', 'runs where a > ', 'a+', 'a'],
  ['powers', 'runs where a > ', '2^', '2'],
  ['calls', 'runs where ', 'f(a)+', 'a'],
  ['parentheses', 'runs where ', '(a)+', 'a'],
  ['minus signs', 'runs where a > ', '-', 'a'],
  ['exclamation marks', 'runs where ', '!', 'a'],
  ['comparisons that chain', 'runs where a', '<a', ''],
  ['percentages where none can be', 'runs where a in (', '5%,', '1)'],
  ['names that start with a digit', 'runs where ', '1a+', 'a'],
  ['clauses', 'runs ', 'where a ', ''],
  ['clauses without a value', 'runs ', 'where > ', ''],
  ['subqueries', 'runs where ', 'child of (runs) or ', 'a'],
  ['brackets that close nothing', 'runs ', ') ', ''],
  ['characters that mean nothing', 'runs ', '$', ''],
  ['a spelling of other tools, chained', 'runs where a', ': at', ''],
  ['unknown functions', 'runs where ', "nope('a')=1||", 'a'],
  ['unknown names', 'runs where ', 'nope=1||', 'nope=1'],
  ['conditions that are none', 'runs ', 'where val.acc ', ''],
  ['orders', 'runs ', 'sort by last ', ''],
  ['all columns, again and again', 'runs ', 'select * ', ''],
  ['days', 'runs where created in (', 'yesterday,', 'today)'],
];

/** Milliseconds that parser and binder take for each of them, `rounds` times after a few that are not counted. */
export function measure(rounds: number) {
  const catalog = worldCatalog(true);
  return shapes.map(([name, start, unit, end]) => {
    const times = Math.floor((limits.bytes - start.length - end.length) / unit.length);
    const text = start + unit.repeat(times) + end;
    const milliseconds: number[] = [];
    for (let round = -5; round < rounds; round++) {
      const started = performance.now();
      const { value } = parse(text);
      if (value !== undefined) bind(value, catalog, ann);
      if (round >= 0) milliseconds.push(performance.now() - started);
    }
    return { name, milliseconds };
  });
}
