import { textWidth } from '@xt/engine/render';
import { describe, expect, test } from 'vitest';
import { frame } from '../src/frame/frame.ts';
import type { Letters } from '../src/frame/legible.ts';
import { paint } from '../src/theme/theme.ts';
import { frameText, opened, replies, typed } from './make-state.ts';

const size = { columns: 120, rows: 40 };
const query = 'runs where val/acc > 0.9 sort by val/acc desc';

function withLetters(letters: Letters, keys: string) {
  const state = typed(opened(query, size, replies), keys, replies);
  return { ...state, session: { ...state.session, letters } };
}

describe('a terminal that shows ASCII alone', () => {
  test.each([
    ['runs', ' jb'],
    ['lineage', '4'],
    ['typing', '/ where val/a'],
    ['actions', ':'],
    ['keys', '?'],
  ])('%s', async (name, keys) => {
    const text = frameText(withLetters('ascii', keys));
    expect(text).toMatch(/^[ -~\n]*$/);
    await expect(text).toMatchFileSnapshot(`golden/ascii-${name}.txt`);
  });

  test('lines are as wide as elsewhere', () => {
    for (const line of frame(withLetters('ascii', 'a2t'))) {
      expect(line.reduce((width, { text }) => width + textWidth(text), 0)).toBe(size.columns);
    }
  });
});

test("the console of Linux keeps the letters of texts, and has none of the screen's own signs", () => {
  const text = frameText(withLetters('console', ' jb'));
  expect(text).toContain('精度テスト-1');
  expect(text.replaceAll(/[精度テスト🎯␛␉]/gu, '')).toMatch(/^[ -~\n]*$/);
});

test('without colours the cursor, the best and the worst are told by marks', () => {
  const painted = frame(withLetters('unicode', 'j')).map((line) => paint(line, 'none'));
  const codes = painted.join('').split('\u001b[').slice(1);
  expect(codes.filter((code) => /^(?:\d;)*[349]\d/.test(code))).toEqual([]);
  expect(painted.some((line) => line.includes('❯') && line.includes('\u001b[1;4m'))).toBe(true);
  expect(frameText(withLetters('unicode', 'j'))).toMatch(/0\.9412 ▲[\s\S]*0\.7982 ▼/);
});
