import { describe, expect, test } from 'vitest';
import { argument, switchFlag, textFlag, wholeFlag } from './flag-kinds.ts';
import { parseWords } from './parse-words.ts';
import { readWords } from './read-words.ts';

const definitions = () => ({
  flags: {
    format: textFlag({ char: 'f', options: ['csv', 'json'] }),
    output: textFlag({ char: 'o' }),
    limit: wholeFlag(0, {}),
    stats: switchFlag({}),
    quiet: switchFlag({ exclusive: ['verbose'] }),
    verbose: switchFlag({}),
  },
  args: { text: argument({}) },
});
const paths = () => ({ flags: {}, args: { path: argument({ multiple: true, required: true }) } });

describe('words that are read without oclif', () => {
  test.each([
    [[]],
    [['runs']],
    [['-']],
    [['runs', '-f', 'csv']],
    [['-f=csv', 'runs']],
    [['--format', 'json', '--limit', '10', 'runs', '--stats']],
    [['--format=json', '-o', '-', 'runs', '--quiet']],
    [['runs where a = b']],
    [['--output=a=b', '']],
  ])('%j mean what oclif says', async (argv) => {
    const read = await readWords(argv, definitions(), {});
    expect(read).toBeDefined();
    expect(read).toEqual(await parseWords(argv, definitions()));
  });

  test('paths are an argument of many', async () => {
    const argv = ['a', 'b', 'c'];
    expect(await readWords(argv, paths(), {})).toEqual(await parseWords(argv, paths()));
  });
});

describe('an argument with a default', () => {
  test.each([[[]], [['goal']], [['goal', 'val.acc', 'max']]])('%j', async (argv) => {
    const args = { action: argument({ default: 'list' }), metric: argument({}), goal: argument({}) };
    const read = await readWords(argv, { flags: {}, args }, {});
    expect(read?.args).toEqual((await parseWords(argv, { flags: {}, args })).args);
  });
});

describe('words that are left to oclif', () => {
  test.each([
    [['runs', '--frob'], 'Nonexistent flag: --frob'],
    [['runs', '-f'], 'Flag --format expects'],
    [['runs', '-f', '--stats'], 'Flag --format expects'],
    [['runs', '-f', 'xml'], 'to be one of: csv, json'],
    [['runs', '--limit', 'x'], 'a whole number'],
    [['runs', '--limit', '-1'], 'a whole number'],
    [['runs', '-o', 'a', '-o', 'b'], 'only be specified once'],
    [['runs', 'limit', '3'], 'Unexpected arguments: limit, 3'],
    [['--quiet', '--verbose'], 'cannot also be provided'],
  ])('%j: it says what is wrong', async (argv, message) => {
    expect(await readWords(argv, definitions(), {})).toBeUndefined();
    await expect(parseWords(argv, definitions())).rejects.toThrow(message);
  });

  test.each([[['--', '-runs']], [['-fcsv', 'runs']]])('%j: it understands', async (argv) => {
    expect(await readWords(argv, definitions(), {})).toBeUndefined();
    await expect(parseWords(argv, definitions())).resolves.toBeDefined();
  });

  test('a missing path', async () => {
    expect(await readWords([], paths(), {})).toBeUndefined();
    await expect(parseWords([], paths())).rejects.toThrow('Missing 1 required arg');
  });
});

test('the environment stands in for a flag that is not given', async () => {
  const flags = { store: textFlag({ env: 'XT_STORE' }) };
  const read = (argv: string[], value: string) => readWords(argv, { flags, args: {} }, { XT_STORE: value });
  expect((await read([], '/runs'))?.flags).toEqual({ store: '/runs' });
  expect((await read(['--store', '/mine'], '/runs'))?.flags).toEqual({ store: '/mine' });
  expect((await read([], ''))?.flags).toEqual({});
});
