import { expect, test } from 'vitest';
import { shortNames } from './short-names.ts';

test('names that have room stay as they are', () => {
  expect(shortNames(['mlp_w=32/seed_0', 'mlp_w=32/seed_1'], 15)).toEqual(['mlp_w=32/seed_0', 'mlp_w=32/seed_1']);
});

test('what all have in the same place goes first, as little of it as will do', () => {
  const seeds = ['mlp_lr=0.1_w=64/seed_0', 'mlp_lr=0.1_w=64/seed_1'];
  expect(shortNames(seeds, 19)).toEqual(['…lr=0.1_w=64/seed_0', '…lr=0.1_w=64/seed_1']);
  expect(shortNames(seeds, 13)).toEqual(['…w=64/seed_0', '…w=64/seed_1']);
  expect(shortNames(seeds, 6)).toEqual(['…0', '…1']);
  expect(shortNames(['mlp_lr=0.1_w=32/seed_0', 'mlp_lr=0.1_w=64/seed_1'], 14)).toEqual([
    '…w=32/seed_0',
    '…w=64/seed_1',
  ]);
  expect(shortNames(['a_lr=1e-5_w=32', 'a_lr=1e-4_w=32'], 12)).toEqual(['…lr=1e-5…', '…lr=1e-4…']);
  expect(shortNames(['mlp_lr=0.1_w=32/seed_0', 'mlp_lr=0.3_w=32/seed_1'], 12)).toEqual(['…lr=0.1…0', '…lr=0.3…1']);
  expect(shortNames(['vision/long-name/0.5', 'audio/long-name/0.5'], 12)).toEqual(['vision…', 'audio…']);
});

test('what is too wide still is cut in its middle, its end kept', () => {
  expect(shortNames(['a-very-long-name-of-one-run', 'another'], 12)).toEqual(['a-v…-one-run', 'another']);
  expect(shortNames(['同じ名前の長い実験です', 'x'], 10)).toEqual(['同…験です', 'x']);
  expect(shortNames(['twin-with-a-long-name', 'twin-with-a-long-name'], 9)).toEqual(['tw…g-name', 'tw…g-name']);
});

test('names of not as many parts lose those that all begin with', () => {
  const names = ['mlp-lr0.01-w64-s0 (3dcd43ba)', 'mlp-killed (cd776ffc)', 'mlp-resumed'];
  expect(shortNames(names, 25)).toEqual(['…lr0.01-w64-s0 (3dcd43ba)', '…killed (cd776ffc)', '…resumed']);
  // One that is the start of the others is not lost.
  expect(shortNames(['a-run', 'a-run-of-many'], 12)).toEqual(['…run', '…run-of-many']);
});
