import { describe, expect, test } from 'vitest';
import type { TableColumn } from '../state/table-columns.ts';
import { columnWidths } from './column-widths.ts';

function column(name: string, right = false): TableColumn {
  const cells = { text: () => name, read: () => name, role: 'field' as const };
  return { column: { name, right, type: right ? 'number' : 'text', ...cells }, title: name, isDifference: false };
}

// Each text column is 11 cells wide, a number's 13: with the blanks between them two and a half have room in 31 cells.
const columns = [
  column('project---'),
  column('name------'),
  ...['a', 'b', 'c'].map((end) => column(`column--${end}-`, true)),
];

function seen(cursor: number, width: number, head: number): readonly string[] {
  const places = columnWidths(columns, ({ title }) => [title], { width, chosen: {}, cursor, head });
  return places.map(({ index }) => columns[index]?.title.replaceAll('-', '') ?? '');
}

describe('the columns that have room', () => {
  test('stand in their order as long as the cursor is among the first', () => {
    expect(seen(0, 31, 1)).toEqual(['project', 'name']);
    expect(seen(0, 46, 1)).toEqual(['project', 'name', 'columna']);
  });

  test('the head stays at the left, wherever it stands, and the cursor is seen', () => {
    expect(seen(2, 31, 1)).toEqual(['name', 'columna']);
    expect(seen(3, 31, 1)).toEqual(['name', 'columnb']);
    expect(seen(4, 46, 1)).toEqual(['name', 'columnb', 'columnc']);
    expect(seen(4, 31, 0)).toEqual(['project', 'columnc']);
  });

  test('a head behind what is seen stands before it, in its own place when the cursor comes there', () => {
    expect(seen(0, 31, 4)).toEqual(['columnc', 'project']);
    expect(seen(4, 31, 4)).toEqual(['columnb', 'columnc']);
  });

  test('none is wider than the room', () => {
    for (let width = 1; width < 80; width++) {
      for (let cursor = 0; cursor < columns.length; cursor++) {
        const places = columnWidths(columns, ({ title }) => [title], { width, chosen: {}, cursor, head: 1 });
        expect(places.length).toBeGreaterThan(0);
        expect(new Set(places.map(({ index }) => index)).size).toBe(places.length);
        const used = places.reduce((sum, place) => sum + place.width + 2, -2);
        expect(used).toBeLessThanOrEqual(width);
        if (width > 30) expect(places.map(({ index }) => index)).toContain(cursor);
      }
    }
  });
});
