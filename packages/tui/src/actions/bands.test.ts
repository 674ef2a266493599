import { expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { frameText, opened, typed } from '../../test/make-state.ts';

const query = 'runs group by params.lr select mean(val/loss) band ci95 as l, max(step) as s';
const numbers = (name: string, role: 'key' | 'value' | 'lo' | 'hi' | 'n') => ({
  name,
  type: 'number' as const,
  role,
  values: [1, 2],
});
const sheet = makeSheet('groups', [
  numbers('params.lr', 'key'),
  numbers('l', 'value'),
  numbers('l_lo', 'lo'),
  numbers('l_hi', 'hi'),
  numbers('l_n', 'n'),
  numbers('s', 'value'),
]);
const replies = [{ to: 'runs' as const, sheet }];
const start = opened(query, { columns: 120, rows: 40 }, replies);
const after = (keys: string) => typed(start, keys, replies);

test('a band is moved with its value, from whichever column of it', () => {
  for (const keys of ['l>', 'll>', 'llll>']) {
    expect(after(keys).query.text).toBe('runs group by params.lr select max(step) as s, mean(val/loss) band ci95 as l');
  }
});

test('a band is hidden with its value', () => {
  for (const keys of ['l-', 'll-', 'llll-']) {
    expect(after(keys).query.text).toBe('runs group by params.lr select max(step) as s');
  }
});

test('what is chosen among are the values, not their bands', () => {
  expect(after('c\r').query.text).toBe(
    'runs group by params.lr select params.lr, mean(val/loss) band ci95 as l, max(step) as s',
  );
  expect(frameText(after('c'))).not.toContain('select l_lo');
});

test('by a band nothing is sorted or filtered, and the last line says so', () => {
  const last = (keys: string) => frameText(after(keys)).trimEnd().split('\n').at(-1)?.trim();
  for (const keys of ['lls', 'llS'])
    expect(last(keys)).toBe('`l_lo` is of the band of `l` and cannot be sorted by; `l` can');
  for (const keys of ['llf', 'll&', 'll{']) {
    expect(after(keys).query.text).toBe(query);
    expect(last(keys)).toBe('`l_lo` is of the band of `l` and cannot be filtered by; `l` can');
  }
});
