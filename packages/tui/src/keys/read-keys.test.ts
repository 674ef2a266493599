import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goesOn, readKeys } from './read-keys.ts';

function names(text: string, final = true): readonly string[] {
  return readKeys(text, final).events.map((event) => {
    if (event.kind === 'key') return event.key.name;
    return event.kind === 'paste' ? `paste ${event.text}` : JSON.stringify(event.says);
  });
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
    ['\u001b[?25h\u001b[?1;2y', []],
    ['\u001b[?1;2cj', ['{"kind":"attributes","sixel":false}', 'j']],
    ['\u001b[?62;4;22c', ['{"kind":"attributes","sixel":true}']],
    ['\u001b[?4c', ['{"kind":"attributes","sixel":false}']],
    ['\u001b_Gi=31;OK\u001b\\\u001b[?62c', ['{"kind":"kitty"}', '{"kind":"attributes","sixel":false}']],
    ['\u001b_Gi=31;ENOTSUPPORTED:no\u001b\\k', ['k']],
    ['\u001b[6;18;9t\u001b[6;0;0tk', ['{"kind":"cell","width":9,"height":18}', 'k']],
    ['k\u001b_Gi=31;O', ['k']],
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
    for (const half of ['\u001b[?62;', '\u001b_Gi=31;O', '\u001b_Gi=31;OK\u001b']) {
      expect(readKeys(half)).toEqual({ events: [], rest: half });
      expect(goesOn(half)).toBe(true);
    }
    expect(goesOn('\u001b[1;')).toBe(false);
  });

  test('cut anywhere, the keys are the same', () => {
    const whole =
      'jk\u001b_Gi=31;OK\u001b\\\u001b[?62;4c\u001b[6;18;9t\u001b[A\u001b[1;5Cé🎯\u001b[200~two\nlines\u001b[201~\u001bOPx\u001b[<64;10;2M\u001b[5~q';
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
      fc.constantFrom(
        '\u001b',
        '\u001b[',
        '\u001b[<',
        '\u001b[200~',
        '\u001b[201~',
        '\u001b_G',
        '\u001b[?',
        '\u001b\\',
        '1',
        ';',
        '~',
        'A',
        '\u0000',
      ),
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
