import { describe, expect, it } from 'vitest';
import { goalOf, knownGoal } from './goal.ts';
import { makeCatalog } from './make-catalog.ts';

describe('knownGoal', () => {
  it.each([
    ['val.acc', 'max'],
    ['val_acc', 'max'],
    ['valAcc', 'max'],
    ['top5_acc', 'max'],
    ['metrics/mAP50(B)', 'max'],
    ['F1', 'max'],
    ['eval/rouge2', 'max'],
    ['train.loss', 'min'],
    ['loss{subset=train}', 'min'],
    ['WER', 'min'],
    ['tau', undefined],
    ['glossary', undefined],
    ['score_loss', undefined],
  ])('%s', (name, goal) => {
    expect(knownGoal(name)).toBe(goal);
  });
});

describe('goalOf', () => {
  it('prefers what is set to what the name tells', () => {
    const name = { id: 7, project: 1, kind: 'metric', name: 'acc', runs: 1, types: 0 } as const;
    const catalog = makeCatalog({ version: 1, projects: [], names: [name], goals: [{ name: 7, goal: 'min' }] });
    expect(goalOf(catalog, 7, 'acc')).toEqual({ goal: 'min', from: 'project' });
    expect(goalOf(catalog, 8, 'acc')).toEqual({ goal: 'max', from: 'name' });
    expect(goalOf(catalog, 8, 'tau')).toBeUndefined();
  });
});
