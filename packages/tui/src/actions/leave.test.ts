import { describe, expect, test } from 'vitest';
import { frameText, opened, replies, typed } from '../../test/make-state.ts';

const query = 'runs where val/acc > 0.9 sort by val/acc desc';

describe.each([
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
])('at $columns x $rows', (size) => {
  test('Escape takes Enter back: the table, the pane beside it and the cursor are as before', () => {
    for (const before of ['jjl', 'jz', '4z1j']) {
      const start = typed(opened(query, size, replies), before, replies);
      const details = typed(start, '\r', replies);
      expect(details.layout.focus).toBe('details');
      expect(frameText(details)).toContain('6 details');
      const back = typed(details, '\u001b', replies);
      expect(back.layout).toEqual({ ...start.layout, before: undefined });
      expect(back.runs).toEqual(start.runs);
      expect(frameText(back)).toBe(frameText({ ...start, message: undefined }));
    }
  });

  test('a word in the last line keeps nobody from leaving', () => {
    const state = typed(opened(query, size, replies), '5', replies);
    expect(state.message?.text).toBe('asks');
    expect(typed(state, '\u001b', replies).layout.focus).toBe('runs');
  });
});
