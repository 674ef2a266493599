import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editLine, insertText } from './line-edit.ts';

/** The line after keys, with `|` where the cursor stands. */
function after(start: string, ...keys: readonly string[]): string {
  const cursor = start.indexOf('|');
  let line = { text: start.replace('|', ''), cursor };
  for (const key of keys) line = editLine(line, key) ?? line;
  return `${line.text.slice(0, line.cursor)}|${line.text.slice(line.cursor)}`;
}

test.each([
  ['|', ['a', 'space', 'é'], 'a é|'],
  ['ab|', ['left', 'x', 'right', 'right'], 'axb|'],
  ['|ab', ['left', 'backspace'], '|ab'],
  ['ab|', ['home', 'delete', 'ctrl-e', 'ctrl-d'], 'b|'],
  ['one two|', ['ctrl-w'], 'one |'],
  ['one two |', ['alt-backspace'], 'one |'],
  ['val.acc|', ['ctrl-w'], 'val.|'],
  ['one two| three', ['ctrl-u'], '| three'],
  ['one two| three', ['ctrl-k'], 'one two|'],
  ['one |two', ['alt-f', 'alt-b', 'alt-b'], '|one two'],
  ['one two|', ['ctrl-left', 'ctrl-right', 'ctrl-right'], 'one two|'],
  ['a👩‍🚀|b', ['left'], 'a|👩‍🚀b'],
  ['a👩‍🚀|b', ['backspace'], 'a|b'],
  ['a|👩‍🚀b', ['delete'], 'a|b'],
  ['é|', ['backspace'], '|'],
  ['x|', ['f1', 'page-up', 'enter', 'tab', 'up'], 'x|'],
])('%s %j', (start, keys, expected) => {
  expect(after(start, ...keys)).toBe(expected);
});

test('a paste into one line has no breaks; where several lines may be they stay', () => {
  expect(insertText({ text: 'ab', cursor: 1 }, 'x\r\ny\tz')).toEqual({ text: 'ax y zb', cursor: 6 });
  expect(insertText({ text: 'ab', cursor: 1 }, 'x\r\ny\tz', 'lines')).toEqual({ text: 'ax\ny zb', cursor: 6 });
});

test('the cursor never stands inside of a character, whatever is typed', () => {
  const key = fc.oneof(
    fc.constantFrom('left', 'right', 'home', 'end', 'alt-b', 'alt-f', 'backspace', 'delete', 'ctrl-w', 'ctrl-k'),
    fc.constantFrom('a', '精', '🎯', '👩‍🚀', 'space', '.'),
  );
  fc.assert(
    fc.property(fc.array(key, { maxLength: 40 }), (keys) => {
      let line = { text: '', cursor: 0 };
      for (const each of keys) {
        line = each.length > 2 && !/^[a-z]/.test(each) ? insertText(line, each) : (editLine(line, each) ?? line);
        expect(line.cursor).toBeGreaterThanOrEqual(0);
        expect(line.cursor).toBeLessThanOrEqual(line.text.length);
        const starts = [...new Intl.Segmenter().segment(line.text)].map(({ index }) => index);
        expect([...starts, line.text.length]).toContain(line.cursor);
      }
    }),
  );
});
