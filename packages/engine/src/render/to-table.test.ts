import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildTable } from '../arrow/index.ts';
import { ansiStyles } from './ansi-styles.ts';
import { sampleTable, textOf } from './testing/sample.ts';
import { textWidth } from './text-width.ts';

fc.configureGlobal({ seed: 20_261_121 });

test('without a width nothing is cut; machine columns are not shown', () => {
  expect(textOf(sampleTable(), 'table')).toMatchInlineSnapshot(`
    "name                     state     created                       step    val.acc  duration  lr      tags      ok
    ───────────────────────  ────────  ────────────────  ────────────────  ─────────  ────────  ──────  ────────  ─────
    resnet-50                finished  2026-11-21 14:03             12000     0.9312    1h 23m  0.001   a, b,"c"  true
    漢字の実験 🙂            running   2026-11-18 14:03  9007199254740993        NaN     45.2s  auto|x            false
    évil ␛[31mred␊\\u202e"x"  failed    -                                -  -Infinity     350ms  true    -         -
    -                                  2026-11-21 14:03                -1          -    3d 11h  [1, 2]  漢        true
    "
  `);
});

test('at 100 columns the widest text gives way', () => {
  expect(textOf(sampleTable(), 'table', { width: 100 })).toMatchInlineSnapshot(`
    "name          state     created                       step    val.acc  duration  lr      tags      …
    ────────────  ────────  ────────────────  ────────────────  ─────────  ────────  ──────  ────────  …
    resnet-50     finished  2026-11-21 14:03             12000     0.9312    1h 23m  0.001   a, b,"c"  …
    漢字の実験 …  running   2026-11-18 14:03  9007199254740993        NaN     45.2s  auto|x            …
    évil ␛[31mr…  failed    -                                -  -Infinity     350ms  true    -         …
    -                       2026-11-21 14:03                -1          -    3d 11h  [1, 2]  漢        …
    … 1 more column (too narrow): ok
    "
  `);
});

test('at 80 columns those on the right are left out and named; times are those of the zone', () => {
  expect(textOf(sampleTable(), 'table', { width: 80, zone: 'Asia/Tokyo' })).toMatchInlineSnapshot(`
    "name                  state     created                       step    val.acc  …
    ────────────────────  ────────  ────────────────  ────────────────  ─────────  …
    resnet-50             finished  2026-11-21 23:03             12000     0.9312  …
    漢字の実験 🙂         running   2026-11-18 23:03  9007199254740993        NaN  …
    évil ␛[31mred␊\\u202…  failed    -                                -  -Infinity  …
    -                               2026-11-21 23:03                -1          -  …
    … 4 more columns (too narrow): duration, lr, tags, ok
    "
  `);
});

test('at 12 columns a part of the first column is left', () => {
  expect(textOf(sampleTable(), 'table', { width: 12 })).toMatchInlineSnapshot(`
    "name       …
    ─────────  …
    resnet-50  …
    漢字の実…  …
    évil ␛[3…  …
    -          …
    … 8 more co…
    "
  `);
});

test('the last line says how many more rows there are', () => {
  const table = buildTable([{ name: 'n', type: 'integer', values: Array.from({ length: 1300 }, (_, n) => n) }]);
  expect(textOf(table, 'table', { limit: 2 })).toMatchInlineSnapshot(`
    "n
    ─
    0
    1
    … 1,298 more rows (1,300 in all)
    "
  `);
  expect(textOf(table, 'table', { limit: 1299 }).split('\n').at(-2)).toBe('… 1 more row (1,300 in all)');
  expect(textOf(table, 'table', { limit: 1300 }).split('\n').at(-2)).toBe('1299');
  expect(textOf(table, 'table', { total: 4000 }).split('\n').at(-2)).toBe('… 2,700 more rows (4,000 in all)');
  expect(textOf(table, 'table', { limit: 0 })).toMatchInlineSnapshot(`
    "n
    ─
    … 1,300 more rows (1,300 in all)
    "
  `);
});

test('a table without rows keeps its header, one without columns says so too', () => {
  expect(textOf(buildTable([{ name: 'val.acc', type: 'number', values: [] }]), 'table')).toMatchInlineSnapshot(`
    "val.acc
    ───────
    (no rows)
    "
  `);
  expect(textOf(buildTable([]), 'table')).toBe('(no rows)\n');
});

test('a mixed column stands on the right where it holds numbers only', () => {
  const table = buildTable([
    { name: 'numbers', type: 'mixed', values: ['0.00012345', null, '10'] },
    { name: 'both', type: 'mixed', values: ['1', '"a"', 'null'] },
  ]);
  expect(textOf(table, 'table')).toMatchInlineSnapshot(`
    "  numbers  both
    ─────────  ────
    0.0001234  1
            -  a
           10  -
    "
  `);
});

test('styles dress the texts and leave the alignment alone', () => {
  const table = buildTable([
    { name: 'a', type: 'text', values: ['x', null] },
    { name: 'b', type: 'number', values: [0.5, 10] },
  ]);
  const styles = {
    header: (text: string) => `<h>${text}</h>`,
    rule: (text: string) => `<r>${text}</r>`,
    missing: (text: string) => `<m>${text}</m>`,
    note: (text: string) => `<n>${text}</n>`,
    cell: (text: string, column: { readonly name: string }) => `<${column.name}>${text}</${column.name}>`,
  };
  expect(textOf(table, 'table', { styles, limit: 2 })).toMatchInlineSnapshot(`
    "<h>a</h>    <h>b</h>
    <r>─</r>  <r>───</r>
    <a>x</a>  <b>0.5</b>
    <m>-</m>   <b>10</b>
    "
  `);
});

test('the colours of a terminal change nothing but colours', () => {
  const table = buildTable([
    { name: 'state', type: 'text', values: ['finished', 'crashed', null, ''] },
    { name: 'loss', type: 'number', values: [0.5, Number.NaN, null, Number.NEGATIVE_INFINITY] },
  ]);
  const dressed = textOf(table, 'table', { styles: ansiStyles, limit: 3 });
  expect(dressed).toContain('\u001b[32mfinished\u001b[39m');
  expect(dressed).toContain('\u001b[31mNaN\u001b[39m');
  expect(stripVTControlCharacters(dressed)).toBe(textOf(table, 'table', { limit: 3 }));
});

test('a header of hostile text is made harmless too', () => {
  expect(textOf(buildTable([{ name: 'a\u001b[2J', type: 'bool', values: [true] }]), 'table')).toMatchInlineSnapshot(`
    "a␛[2J
    ─────
    true
    "
  `);
});

test('of a cell as long as a file no more is read than a terminal could show', () => {
  const table = buildTable([{ name: 'notes', type: 'text', values: ['漢'.repeat(2_000_000)] }]);
  expect(textOf(table, 'table', { width: 9 })).toBe('notes\n─────────\n漢漢漢漢…\n');
});

test('no line is wider than the terminal, whatever the cells hold, and none holds a control character', () => {
  const cell = fc.option(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), { nil: null });
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 4, max: 60 }),
      (columns, width) => {
        const table = buildTable([
          ...columns.map((values, index) => ({ name: `c${index}`, type: 'text' as const, values })),
          { name: 'a number', type: 'number', values: [0.123456, 1e300, null] },
        ]);
        const lines = textOf(table, 'table', { width }).split('\n');
        for (const line of lines) {
          expect(textWidth(line)).toBeLessThanOrEqual(width);
          expect(line).not.toMatch(/\p{Cc}/u);
        }
        expect(lines.length).toBe(2 + 3 + 1 + (lines.at(-2)?.startsWith('… ') === true ? 1 : 0));
      },
    ),
    { numRuns: 60 },
  );
});
