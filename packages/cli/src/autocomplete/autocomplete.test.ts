import { describe, expect, test } from 'vitest';
import { commands } from '../commands/index.ts';
import { linePlace } from './line-place.ts';
import { shellLines } from './shell-lines.ts';
import { escapeWithin, splitLine } from './shell-words.ts';
import type { Shell } from './shells.ts';
import type { Suggestion } from './suggest.ts';

function placeOf(line: string) {
  return linePlace(splitLine(line, 'bash'), commands);
}

describe('the words of a command line', () => {
  test.each([
    ['xt query ', ['xt', 'query', ''], ''],
    ['xt query "runs wh', ['xt', 'query', 'runs wh'], '"'],
    [`xt query "a \\"b\\" \\$c \\d`, ['xt', 'query', 'a "b" $c \\d'], '"'],
    [`xt query 'it'\\''s`, ['xt', 'query', "it's"], "'"],
    ['xt a\\ b', ['xt', 'a b'], ''],
    ['', [''], ''],
  ] as const)('%s', (line, values, open) => {
    const words = splitLine(line, 'bash');
    expect(words.map(({ value }) => value)).toEqual(values);
    expect(words.at(-1)?.open).toBe(open);
  });

  test('know where each character stands as it was typed', () => {
    const word = splitLine('xt "a\\"b', 'bash').at(-1);
    expect([word?.value, word?.raw, word?.places]).toEqual(['a"b', '"a\\"b', [1, 2, 4, 5]]);
  });

  test('are read by fish with its own escapes', () => {
    expect(splitLine("xt 'it\\'s", 'fish').at(-1)).toMatchObject({ value: "it's", open: "'" });
    expect(splitLine("xt 'it\\'s", 'bash').at(-1)).toMatchObject({ value: 'it\\s', open: '' });
  });

  test('are escaped so that they are read back', () => {
    for (const shell of ['bash', 'zsh', 'fish'] as const)
      for (const open of ['', '"', "'"] as const)
        for (const text of ['val.acc', 'a b', `it's "x" $y \`z\` \\`, 'größe 🎯', '*?[x]~']) {
          const escaped = escapeWithin(text, open, shell);
          expect(splitLine(`xt ${open}${escaped}`, shell).at(-1), `${shell} ${open} ${text}`).toMatchObject({
            value: text,
            open,
          });
        }
    expect(escapeWithin('a!', '"', 'bash')).toBeUndefined();
    expect(escapeWithin('a\nb', "'", 'bash')).toBeUndefined();
  });
});

describe('what a word is', () => {
  test.each([
    ['xt "', 'query'],
    ['xt runs', 'query'],
    ['xt query "runs ', 'query'],
    ['XT_STORE=x xt query "runs ', 'query'],
    ['xt explain "', 'query'],
    ['xt query -f json "runs ', 'query'],
    ['xt query --chart "runs ', 'query'],
    ['xt query --chart bar "runs ', 'query'],
    ['xt query --chart "runs" ', 'nothing'],
    ['xt query --chart b', 'words'],
    ['xt tag --query "runs ', 'query'],
    ['xt view save best "', 'query'],
    ['xt tag c924', 'names'],
    ['xt link a ', 'names'],
    ['xt project goal ', 'names'],
    ['xt "runs" -o ', 'files'],
    ['xt import a b ', 'files'],
    ['xt --store ', 'folders'],
    ['xt query "runs" ', 'nothing'],
    ['xt query --limit ', 'nothing'],
  ])('%s is %s', (line, kind) => {
    expect(placeOf(line).kind).toBe(kind);
  });

  test('a command, a flag, a value', () => {
    const words = (line: string) => {
      const place = placeOf(line);
      return place.kind === 'words' ? place.words.map(({ text }) => text) : place.kind;
    };
    expect(words('xt ')).toEqual(expect.arrayContaining(['query', 'import', 'help']));
    expect(words('xt query --')).toEqual(expect.arrayContaining(['--format', '--store']));
    expect(words('xt query --format csv --')).not.toContain('--format');
    expect(words('xt query --format ')).toContain('parquet');
    expect(words('xt "runs" --format=p')).toContain('parquet');
    expect(words('xt query -f ')).toContain('parquet');
    expect(words('xt autocomplete ')).toEqual(['bash', 'zsh', 'fish']);
    expect(words('xt project ')).toEqual(['list', 'goal']);
    expect(words('xt project goal val.acc ')).toEqual(['max', 'min', 'none']);
    expect(placeOf('xt --project vi')).toMatchObject({ kind: 'names', of: 'project', written: 'vi' });
  });

  test('the store that is asked is that of the line', () => {
    const place = placeOf('xt --store a --in-process query "');
    expect(place.kind === 'query' && Object.fromEntries(place.given)).toEqual({ store: 'a', 'in-process': true });
  });
});

describe('what a shell is told', () => {
  function told(shell: Shell, line: string, list: readonly Suggestion[], query = true, listing = false) {
    const word = splitLine(line, shell).at(-1);
    if (word === undefined) throw new Error('a line has a word');
    return shellLines(shell, word, { kind: 'texts', query, list }, listing);
  }
  const two = [
    { start: 5, text: 'where ' },
    { start: 5, text: 'while ' },
  ];

  test('bash: all from the quote on', () => {
    expect(told('bash', 'xt "runs wh', two)).toEqual(['texts', 'runs where ', 'runs while ']);
    expect(told('bash', 'xt ru', [{ start: 0, text: 'runs ' }])).toEqual(['texts', '"runs ']);
    expect(told('bash', 'xt --format=c', [{ start: 9, text: 'csv' }], false)).toEqual(['words', 'csv']);
  });

  test('bash: one text in a quote twice, so that the quote stays open', () => {
    expect(told('bash', 'xt "runs wh', two.slice(0, 1))).toEqual(['texts', 'runs where ', 'runs where  ']);
  });

  test('bash: other spellings never take away what is typed', () => {
    const others = [
      { start: 0, text: 'val.acc ' },
      { start: 0, text: 'vol.acc ' },
    ];
    expect(told('bash', 'xt "ACC', others)).toEqual(['texts', 'val.acc', 'vol.acc', ' ']);
    expect(told('bash', 'xt "ACC', others.slice(0, 1))).toEqual(['texts', 'val.acc ']);
  });

  test('bash: a list shows what differs', () => {
    expect(told('bash', 'xt "runs wh', two, true, true)).toEqual(['texts', 'where', 'while']);
  });

  test('bash: what has to be escaped within quotes is', () => {
    expect(
      told('bash', 'xt "runs where a = ', [
        { start: 15, text: '"$x"' },
        { start: 15, text: "'y'" },
      ]),
    ).toEqual(['texts', 'runs where a = \\"\\$x\\"', "runs where a = 'y'"]);
  });

  test('zsh: how much stays, and the rest', () => {
    expect(told('zsh', 'xt "runs wh', [{ start: 5, text: 'where ', about: 'keyword' }])).toEqual([
      'texts',
      '5',
      'where \twhere  -- keyword',
    ]);
    expect(told('zsh', 'xt ru', [{ start: 0, text: 'runs ' }])).toEqual(['texts', '-1', '"runs \truns']);
    expect(told('zsh', 'xt "runs zz', [])).toEqual(['texts', '-1']);
  });

  test('fish: the whole value, unescaped', () => {
    expect(told('fish', 'xt "runs wh', two)).toEqual(['texts', 'runs where \t', 'runs while \t']);
  });

  test('files are left to the shell', () => {
    const word = splitLine('xt import ', 'bash').at(-1);
    expect(word === undefined ? [] : shellLines('bash', word, { kind: 'files' }, false)).toEqual(['files']);
  });
});
