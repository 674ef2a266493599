import { expect, test } from 'vitest';
import { buildTable } from '../arrow/index.ts';
import { sampleTable, textOf } from './testing/sample.ts';

test('markdown has the columns and texts of the table, numbers on the right', () => {
  expect(textOf(sampleTable(), 'markdown', { zone: 'Europe/Berlin' })).toMatchInlineSnapshot(`
    "| name | state | created | step | val.acc | duration | lr | tags | ok |
    | --- | --- | --- | ---: | ---: | ---: | --- | --- | --- |
    | resnet-50 | finished | 2026-11-21 15:03 | 12000 | 0.9312 | 1h 23m | 0.001 | a, b,"c" | true |
    | 漢字の実験 🙂 | running | 2026-11-18 15:03 | 9007199254740993 | NaN | 45.2s | auto\\|x |  | false |
    | évil ␛\\[31mred<br>\\u202e"x" | failed | - | - | -Infinity | 350ms | true | - | - |
    | - |  | 2026-11-21 15:03 | -1 | - | 3d 11h | \\[1, 2\\] | 漢 | true |
    "
  `);
});

test('what Markdown would read as its own is escaped, and a row stays a row', () => {
  const table = buildTable([
    { name: 'a|b', type: 'text', values: ['x\ny\r\nz', '**b** `c` _d_ val_acc <i> [l](u) \\ a~b &amp;'] },
  ]);
  expect(textOf(table, 'markdown')).toMatchInlineSnapshot(`
    "| a\\|b |
    | --- |
    | x<br>y<br>z |
    | \\*\\*b\\*\\* \\\`c\\\` \\_d\\_ val_acc \\<i\\> \\[l\\](u) \\\\ a\\~b \\&amp; |
    "
  `);
});

test('no rows give the header, no columns nothing', () => {
  expect(textOf(buildTable([{ name: 'a', type: 'number', values: [] }]), 'markdown')).toBe('| a |\n| ---: |\n');
  expect(textOf(buildTable([]), 'markdown')).toBe('');
});
