import { describe, expect, test } from 'vitest';
import { type ActionName, actions } from '../actions/action.ts';
import { configuredKeys } from './configured-keys.ts';
import { keyClash, sequenceProblem } from './key-problems.ts';
import { bindingsOf, keyTable, resolveKeys } from './key-table.ts';

describe('the key table', () => {
  test('no two actions want the same keys of a pane, and no sequence hides another', () => {
    expect(keyClash(keyTable)).toBeUndefined();
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
    const double = keyClash([...keyTable, { keys: ['s'], where: 'any', action: 'help' }]);
    expect(double).toMatchObject({ pane: 'runs', keys: 's' });
    const hidden = keyClash([...keyTable, { keys: ['g'], where: 'curves', action: 'log' }]);
    expect(hidden).toMatchObject({ pane: 'curves', keys: 'g' });
    expect(keyClash([...keyTable, { keys: ['g x'], where: 'list', action: 'log' }])).toBeUndefined();
  });
});

describe('keys from the config file', () => {
  test('take the place of the usual ones, in the panes where the action is', () => {
    const found = configuredKeys({ 'sort-down': ['ctrl-x s', 'f5'], group: [], untag: ['U'] });
    if ('problem' in found) throw new Error(found.problem.message);
    const runs = bindingsOf('runs', found.bindings);
    expect(resolveKeys('ctrl-x', runs)).toBe('more');
    expect(resolveKeys('ctrl-x s', runs)).toBe('sort-down');
    expect(resolveKeys('f5', runs)).toBe('sort-down');
    expect(resolveKeys('s', runs)).toBeUndefined();
    expect(resolveKeys('#', runs)).toBeUndefined();
    expect(resolveKeys('U', runs)).toBe('untag');
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
    [{ help: ['g'] }, 'help', '`g` is `help` and `first`'],
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
