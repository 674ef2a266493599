import { hasErrors, parse, type SyntaxNode, walk } from '@xt/grammar';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Query, Value } from '../index.d.cts';
import { compose } from './compose.ts';
import { name } from './name.ts';
import { makeTag } from './query.ts';
import type { Session } from './session.ts';
import { XtError } from './xt-error.ts';

fc.configureGlobal({ seed: 20_261_121 });

function tag(parts: TemplateStringsArray, ...values: readonly unknown[]): string {
  return compose(parts, values);
}

/** The nodes of one kind in a text, which must parse. */
function nodes<K extends string>(text: string, kind: K): readonly Extract<SyntaxNode, { kind: K }>[] {
  const { value, diagnostics } = parse(text);
  if (value === undefined || hasErrors(diagnostics)) throw new Error(`no query: ${text}`);
  const found: Extract<SyntaxNode, { kind: K }>[] = [];
  walk(value, (node) => {
    if ('kind' in node && node.kind === kind) found.push(node as Extract<SyntaxNode, { kind: K }>);
  });
  return found;
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
  fc
    .array(
      fc.constantFrom(
        "'",
        "''",
        '"',
        '`',
        '\\',
        '\n',
        '#',
        '--',
        ';',
        '|',
        '(',
        ')',
        ' or true ',
        'x',
        '${',
        '🙂',
        '/*',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

describe('values of a template', () => {
  test('any string becomes one text of that value, and nothing else of the query changes', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const text = tag`runs where name = ${value} and params.lr < 1 limit 3`;
        expect(nodes(text, 'text').map((node) => node.value)).toEqual([value]);
        expect(parse(text).value?.clauses.map(({ kind }) => kind)).toEqual(['where', 'limit']);
        expect(nodes(text, 'path')).toHaveLength(2);
      }),
      { numRuns: 400 },
    );
  });

  test('any number becomes a number of that value', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const text = tag`runs where params.x < ${value}`;
        if (Number.isFinite(value)) {
          const [node] = nodes(text, 'number');
          expect(nodes(text, 'number')).toHaveLength(1);
          expect(node?.value).toBe(Math.abs(value));
          expect(nodes(text, 'negate')).toHaveLength(value < 0 || Object.is(value, -0) ? 1 : 0);
        } else {
          expect(nodes(text, 'literal').map((node) => node.name)).toEqual([Number.isNaN(value) ? 'nan' : 'inf']);
        }
      }),
    );
  });

  test('any list becomes a list of its values, with or without parentheses around it', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 5 }), (values) => {
        for (const text of [tag`runs where name in ${values}`, tag`runs where name in (${values})`]) {
          expect(nodes(text, 'text').map((node) => node.value)).toEqual(values);
          expect(nodes(text, 'in')[0]?.values).toHaveLength(values.length);
        }
        expect(nodes(tag`run ${values}`, 'text').map((node) => node.value)).toEqual(values);
      }),
    );
  });

  test('any name becomes one quoted name', () => {
    fc.assert(
      fc.property(
        hostile.filter((text) => text !== '' && !/[\r\n]/.test(text)),
        (value) => {
          const text = tag`runs where metrics.${name(value)} > 0.5`;
          const { value: query, diagnostics } = parse(text);
          if (hasErrors(diagnostics)) return expect(diagnostics[0]?.code).not.toBe('syntax');
          expect(query?.clauses).toHaveLength(1);
          expect(nodes(text, 'quoted').map((node) => node.text)).toEqual([value]);
        },
      ),
    );
  });

  test('flags, dates, integers, percentages, durations and signs', () => {
    expect(tag`runs where params.x = ${true}`).toBe('runs where params.x = true');
    expect(tag`runs where created > ${new Date(Date.UTC(2026, 10, 1, 14, 30, 0, 120))}`).toBe(
      'runs where created > 2026-11-01T14:30:00.120Z',
    );
    expect(tag`runs limit ${10n}`).toBe('runs limit 10');
    expect(tag`runs select val/acc at ${50}%, val/acc at time ${1.5}h`).toBe(
      'runs select val/acc at 50%, val/acc at time 1.5h',
    );
    expect(nodes(tag`runs where ${-2}^2 = 4 - ${-3}`, 'arithmetic').map(({ op }) => op)).toEqual(['^', '-']);
    expect(tag`runs where ${-2}^2 = 4`).toBe('runs where (-2)^2 = 4');
  });

  test('typed arrays, as columns of answers are, and sets are lists', () => {
    expect(tag`runs where a in ${new Float64Array([0.5, -2])}`).toBe('runs where a in (0.5, -2)');
    expect(tag`runs where a in ${new BigInt64Array([3n])}`).toBe('runs where a in (3)');
    expect(tag`runs where name in ${new Set(['a', "b'"])}`).toBe("runs where name in ('a', 'b''')");
  });

  test('a query stands in another in parentheses, without its comments, and alone as it is', () => {
    const runs = makeTag({} as Session, 'runs', 'runs');
    const best: Query = runs`where name = ${"a'b"} # the best )
      limit ${3}`;
    expect(compose(['val.loss of ', ''], [best], 'curves')).toBe(
      "curves val.loss of (runs where name = 'a''b' limit 3)",
    );
    expect(tag`${best}`).toBe(best.text);
    expect(tag`${best} limit 1`).toBe("(runs where name = 'a''b' limit 3) limit 1");
    expect(() => tag`${runs`where (`} limit 1`).toThrow(XtError);
  });

  const wrong: readonly (readonly [string, () => string, RegExp])[] = [
    ['quotes around a text', () => tag`runs where name = '${'a'}'`, /value 1 of the template stands between quotes/],
    ['a comment', () => tag`runs # ${'a'}`, /value 1 of the template stands in a comment/],
    ['a touching name', () => tag`runs where a${1} > 2`, /value 1 of the template touches .*`a1`/],
    ['a touching text', () => tag`runs where name = ${'a'}${'b'}`, /value 1 of the template stands between quotes/],
    ['nothing', () => tag`runs where name = ${undefined}`, /value 1 of the template cannot be nothing/],
    ['null', () => tag`runs where name = ${null}`, /value 1 of the template cannot be `null`/],
    ['an object', () => tag`runs where name = ${{ a: 1 }}`, /value 1 of the template cannot be `Object`/],
    ['a function', () => tag`runs where name = ${() => 1}`, /value 1 of the template cannot be a function/],
    ['a promise', () => tag`runs where name = ${Promise.resolve(1)}`, /value 1 of the template cannot be `Promise`/],
    [
      'an empty list',
      () => tag`runs where name in ${[]}`,
      /value 1 of the template is an empty list, which stands for no values/,
    ],
    [
      'a list in a list',
      () => tag`runs where name in ${[['a']]}`,
      /item 1 of value 1 of the template cannot be a list/,
    ],
    ['no date', () => tag`runs where created > ${new Date('x')}`, /value 1 of the template is an invalid `Date`/],
    ['a far date', () => tag`runs where created > ${new Date(8.64e15)}`, /years of four digits/],
    [
      'a NUL',
      () => tag`runs where a = ${1} and name = ${'a\0b'}`,
      /value 2 of the template has the character NUL \(`\\0`\)/,
    ],
    ['a NUL in a list', () => tag`runs where name in ${['a', '\0']}`, /item 2 of value 1 of the template has .* NUL/],
    ['NaN in a list', () => tag`runs where a in ${[1, Number.NaN]}`, /item 2 of value 1 of the template is NaN/],
    ['NaN in a column', () => tag`runs where a in ${new Float64Array([Number.NaN])}`, /item 1 of .* is NaN/],
    ['a view of bytes', () => tag`runs where a in ${new DataView(new ArrayBuffer(8))}`, /cannot be `DataView`/],
    ['a name with a NUL', () => tag`runs where ${name('a\0')} > 1`, /a name has no character NUL/],
    ['an empty name', () => tag`runs where ${name('')} > 1`, /a name is a text/],
    [
      'what a file may hold',
      () => tag`runs where name = ${JSON.parse('{"text":"runs","name":"x"}')}`,
      /cannot be `Object`/,
    ],
  ];
  for (const [what, compose, message] of wrong) {
    test(`${what} is refused in words`, () => {
      expect(compose).toThrow(XtError);
      expect(compose).toThrow(message);
    });
  }

  test('every value of a longer template is told by its number', () => {
    const values: Value[] = ['a', 2, 'c'];
    expect(() => compose(['runs where name = ', ' and x = ', ' and "', '" = 1'], values)).toThrow(/value 3 of/);
  });
});
