import { expect, test } from 'vitest';
import { commonStart } from './common-start.ts';

test.each([
  [['sweep/trial-1', 'sweep/trial-12'], 'sweep/trial-'],
  [['mlp_lr=0.1/seed_0', 'mlp_lr=0.01/seed_0'], 'mlp_lr=0.'],
  [['a/1', 'a/2'], ''],
  [['trial-', 'trial-1'], ''],
  [['one'], ''],
  [[], ''],
  [['runner', 'runners'], ''],
])('%j: %s', (names, start) => expect(commonStart(names)).toBe(start.length));
