import { describe, expect, test } from 'vitest';
import { type ActionName, actions } from '../actions/action.ts';
import { configuredKeys } from './configured-keys.ts';
import { type KeyClash, keyClashes, sequenceProblem } from './key-problems.ts';
import { type Binding, bindingsOf, keyTable, resolveKeys } from './key-table.ts';

/** True where a pane has a use of its own for keys that mean something else in other panes: the pane's own goes first. */
function isOwnUse({ keys, otherKeys, first, second }: KeyClash): boolean {
  return first.where !== second.where && keys === otherKeys;
}

describe('the key table', () => {
  test('no two actions want the same keys of a pane, but for what the pane alone uses, and no sequence hides another', () => {
    expect(keyClashes(keyTable).filter((clash) => !isOwnUse(clash))).toEqual([]);
  });

  test('every key can be typed', () => {
    for (const { keys } of keyTable) for (const sequence of keys) expect(sequenceProblem(sequence)).toBeUndefined();
  });

  test('every action can be reached: by keys, or it stands in the palette', () => {
    const bound = new Set(keyTable.map(({ action }) => action));
    const names = Object.keys(actions) as readonly ActionName[];
    expect(names.filter((name) => !bound.has(name))).toEqual(['untag', 'restore']);
    expect(bound.has('palette')).toBe(true);
  });

  test('clashes are found: doubles, beginnings, across panes and everywhere', () => {
    const found = (binding: Binding) => {
      const usual = keyClashes(keyTable).length;
      return keyClashes([...keyTable, binding]).length - usual;
    };
    expect(found({ keys: ['s'], where: 'runs', action: 'help' })).toBe(1);
    expect(found({ keys: ['s'], where: 'any', action: 'help' })).toBe(1);
    expect(found({ keys: ['g'], where: 'curves', action: 'log' })).toBe(1);
    expect(found({ keys: ['g x'], where: 'list', action: 'log' })).toBe(0);
    const double = keyClashes([
      { keys: ['s'], where: 'runs', action: 'help' },
      { keys: ['s'], where: 'runs', action: 'quit' },
    ]);
    expect(double.map(isOwnUse)).toEqual([false]);
    const own = keyClashes([
      { keys: ['s'], where: 'runs', action: 'help' },
      { keys: ['s'], where: 'any', action: 'quit' },
    ]);
    expect(own.map(isOwnUse)).toEqual([true]);
  });
});

describe('keys from the config file', () => {
  test('take the place of the usual ones, in the panes where the action is', () => {
    const found = configuredKeys({ 'sort-down': ['ctrl-x s', 'f5'], group: [], untag: ['Q'] });
    if ('problem' in found) throw new Error(found.problem.message);
    const runs = bindingsOf('runs', found.bindings);
    expect(resolveKeys('ctrl-x', runs)).toBe('more');
    expect(resolveKeys('ctrl-x s', runs)).toBe('sort-down');
    expect(resolveKeys('f5', runs)).toBe('sort-down');
    expect(resolveKeys('s', runs)).toBeUndefined();
    expect(resolveKeys('#', runs)).toBeUndefined();
    expect(resolveKeys('Q', runs)).toBe('untag');
    expect(resolveKeys('f5', bindingsOf('curves', found.bindings))).toBeUndefined();
  });

  test.each([
    [{ 'sort-dwn': ['s'] }, 'sort-dwn', 'no action `sort-dwn`'],
    [{ sort: ['s'] }, 'sort', 'no action `sort`'],
    [{ help: ['hyper-x'] }, 'help', '`hyper-x` is no key'],
    [{ help: ['ctrl-?'] }, 'help', '`ctrl-?` is no key'],
    [{ help: ['g  h'] }, 'help', 'an empty key'],
    [{ help: [''] }, 'help', 'an empty key'],
    [{ help: ['s'] }, 'help', '`s` is `sort-down` and `help` in the pane runs'],
    [{ help: ['g'] }, 'help', '`g` (`help`) is the beginning of `g g` (`first`)'],
  ])('%j is refused', (settings, name, message) => {
    const found = configuredKeys(settings);
    if (!('problem' in found)) throw new Error('it was taken');
    expect(found.problem.name).toBe(name);
    expect(found.problem.message).toContain(message);
  });

  test('keys change hands where both are said', () => {
    const found = configuredKeys({ help: ['s'], 'sort-down': ['f5'] });
    if ('problem' in found) throw new Error(found.problem.message);
    expect(resolveKeys('s', bindingsOf('runs', found.bindings))).toBe('help');
  });
});
