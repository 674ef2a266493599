import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeLabels } from './place-labels.ts';

const label = (row: number, text: string) => ({ row, text, color: 0 });
const placed = (rows: readonly number[], height: number) =>
  [
    ...placeLabels(
      rows.map((row, at) => label(row, `${at}`)),
      height,
    ),
  ].map(([row, { text }]) => `${row}:${text}`);

test('labels stand where they should, and are moved apart where they would lie on each other', () => {
  expect(placed([1, 5], 10)).toEqual(['1:0', '5:1']);
  expect(placed([4, 4, 4], 10)).toEqual(['3:0', '4:1', '5:2']);
  expect(placed([0, 0], 10)).toEqual(['0:0', '1:1']);
  expect(placed([9, 9], 10)).toEqual(['8:0', '9:1']);
  expect(placed([3, 1, 2], 2)).toHaveLength(2);
});

test('each label has a row of its own, in the order of the curves', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 11, noNaN: true }), { maxLength: 20 }), (rows) => {
      const labels = placeLabels(
        rows.map((row) => label(row, '')),
        12,
      );
      expect(labels.size).toBe(Math.min(rows.length, 12));
      const inOrder = [...labels].toSorted(([a], [b]) => a - b);
      expect(inOrder.every(([row]) => row >= 0 && row < 12)).toBe(true);
      expect(inOrder.map(([, { row }]) => row)).toEqual(inOrder.map(([, { row }]) => row).toSorted((a, b) => a - b));
    }),
  );
});
