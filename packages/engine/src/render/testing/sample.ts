import type { Table } from 'apache-arrow';
import { buildTable } from '../../arrow/index.ts';
import type { FormatName } from '../formats.ts';
import type { RenderOptions } from '../options.ts';
import { render } from '../render.ts';

const afternoon = Date.UTC(2026, 10, 21, 14, 3) * 1000;

/** A table with a column of every type and the cells that formats get wrong: missing, empty, not finite, wide, hostile. */
export function sampleTable(): Table {
  return buildTable([
    { name: 'id', type: 'text', machine: true, values: ['a1', 'a2', 'a3', 'a4'] },
    { name: 'name', type: 'text', values: ['resnet-50', '漢字の実験 🙂', 'e\u0301vil \u001b[31mred\n\u202e"x"', null] },
    { name: 'state', type: 'text', values: ['finished', 'running', 'failed', ''] },
    { name: 'created', type: 'time', values: [afternoon, afternoon - 3 * 86_400e6, null, afternoon + 999] },
    { name: 'step', type: 'integer', values: [12_000, 9_007_199_254_740_993n, null, -1] },
    { name: 'val.acc', type: 'number', values: [0.93123, Number.NaN, Number.NEGATIVE_INFINITY, null] },
    { name: 'duration', type: 'duration', values: [4980, 45.23, 0.35, 300_000] },
    { name: 'lr', type: 'mixed', values: ['1e-3', '"auto|x"', 'true', '[1, 2]'] },
    { name: 'tags', type: 'list', values: [['a', 'b,"c"'], [], null, ['漢']] },
    { name: 'ok', type: 'bool', values: [true, false, null, true] },
  ]);
}

/** The whole text of a text format. */
export function textOf(table: Table, format: FormatName, options: RenderOptions = {}): string {
  let text = '';
  for (const chunk of render({ table, notes: [] }, format, options)) {
    if (typeof chunk !== 'string') throw new Error(`${format} is no text`);
    text += chunk;
  }
  return text;
}

/** All bytes of a binary format. */
export function bytesOf(table: Table, format: FormatName): Uint8Array {
  const chunks = [...render({ table, notes: [] }, format)].map((chunk) => {
    if (typeof chunk === 'string') throw new Error(`${format} is no bytes`);
    return chunk;
  });
  return Buffer.concat(chunks);
}
