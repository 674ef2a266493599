import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readKeys } from './read-keys.ts';

function names(text: string, final = true): readonly string[] {
  return readKeys(text, final).events.map((event) => (event.kind === 'key' ? event.key.name : `paste ${event.text}`));
}

describe('keys', () => {
  test.each([
    ['j', ['j']],
    ['jjk G', ['j', 'j', 'k', 'space', 'G']],
    ['\r\t\u007f\u0000', ['enter', 'tab', 'backspace', 'ctrl-space']],
    ['\u0001\u0012\u001a', ['ctrl-a', 'ctrl-r', 'ctrl-z']],
    ['\u001b[A\u001bOB\u001b[1;5C\u001b[D', ['up', 'down', 'ctrl-right', 'left']],
    ['\u001b[H\u001b[4~\u001b[5~\u001b[6~\u001b[3~', ['home', 'end', 'page-up', 'page-down', 'delete']],
    ['\u001bb\u001b\u007f\u001b\r', ['alt-b', 'alt-backspace', 'alt-enter']],
    ['\u001b[Z\u001bOP', ['shift-tab', 'f1']],
    ['\u001b', ['escape']],
    ['\u001b\u001b[A', ['escape', 'up']],
    ['é精🎯', ['é', '精', '🎯']],
    ['\u001b[<0;3;4M\u001b[<0;3;4m\u001b[<64;1;1M', ['click', 'wheel-up']],
    ['\u001b[?1;2c', []],
    ['\u001b[200~a\r\nb\u001b[Ac\u001b[201~x', ['paste a\nb\u001b[Ac', 'x']],
  ])('%j', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test('a click has its cell, counted from nothing', () => {
    expect(readKeys('\u001b[<0;12;3M').events).toEqual([
      { kind: 'key', key: { name: 'click', cell: { column: 11, row: 2 } } },
    ]);
  });

  test('what is cut in two waits for its rest: a sequence, a paste, a lone escape', () => {
    expect(readKeys('j\u001b[1;')).toEqual({ events: [{ kind: 'key', key: { name: 'j' } }], rest: '\u001b[1;' });
    expect(readKeys('\u001b')).toEqual({ events: [], rest: '\u001b' });
    expect(readKeys('\u001b[200~half')).toEqual({ events: [], rest: '\u001b[200~half' });
  });

  test('cut anywhere, the keys are the same', () => {
    const whole = 'jk\u001b[A\u001b[1;5Cé🎯\u001b[200~two\nlines\u001b[201~\u001bOPx\u001b[<64;10;2M\u001b[5~q';
    for (let at = 0; at <= whole.length; at++) {
      // A surrogate pair comes whole: the stream decodes UTF-8.
      if (/[\udc00-\udfff]/.test(whole[at] ?? '')) continue;
      const first = readKeys(whole.slice(0, at));
      const second = readKeys(first.rest + whole.slice(at), true);
      expect([...first.events, ...second.events]).toEqual(readKeys(whole, true).events);
    }
  });

  test('whatever a terminal sends, all of it is read and no key has a control character', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u001b', '\u001b[', '\u001b[<', '\u001b[200~', '\u001b[201~', '1', ';', '~', 'A', '\u0000'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const read = readKeys(pieces.join(''), true);
        expect(read.rest).toBe('');
        for (const event of read.events) {
          if (event.kind === 'key') expect([...event.key.name].filter((letter) => letter < ' ')).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
