import { expect } from 'vitest';
import type { Cell } from './naive.ts';

/** Rows agree to the last digits, with 0 and -0 as one. */
export function expectRows(found: readonly (readonly unknown[])[], expected: readonly (readonly Cell[])[]): void {
  const plain = (cell: unknown): unknown => {
    if (typeof cell === 'bigint') return Number(cell);
    return typeof cell === 'number' && Number.isFinite(cell) ? Number(cell.toPrecision(12)) + 0 : cell;
  };
  expect(found.map((row) => row.map(plain))).toEqual(expected.map((row) => row.map(plain)));
}
