import { expect, test } from 'vitest';
import { formatNamed, formatOfFile, formats } from './formats.ts';

test('every format has a name and endings of its own', () => {
  const endings = formats.flatMap((format) => format.extensions);
  expect(new Set(endings).size).toBe(endings.length);
  for (const format of formats) {
    expect(formatNamed(format.name)).toBe(format);
    for (const ending of format.extensions) expect(formatOfFile(`dir.csv/a${ending.toUpperCase()}`)).toBe(format);
  }
});

test('an unknown name or ending has no format', () => {
  expect(formatNamed('xlsx')).toBeUndefined();
  expect(formatOfFile('runs.xlsx')).toBeUndefined();
  expect(formatOfFile('csv')).toBeUndefined();
});
