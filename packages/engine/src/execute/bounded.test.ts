import { expect, test } from 'vitest';
import { mapBounded } from './bounded.ts';

test('keeps the order and the bound', async () => {
  let under = 0;
  let most = 0;
  const work = async (n: number) => {
    under++;
    most = Math.max(most, under);
    for (let i = 0; i < 5 - (n % 5); i++) await Promise.resolve();
    under--;
    return n * n;
  };
  expect(await mapBounded([1, 2, 3, 4, 5, 6, 7], 3, work)).toEqual([1, 4, 9, 16, 25, 36, 49]);
  expect(most).toBe(3);
  expect(await mapBounded([], 3, work)).toEqual([]);
});

test('begins nothing after an error', async () => {
  const begun: number[] = [];
  const work = async (n: number) => {
    begun.push(n);
    await Promise.resolve();
    if (n === 2) throw new Error('two');
    await new Promise((resolve) => setTimeout(resolve, 1));
  };
  await expect(mapBounded([1, 2, 3, 4, 5, 6], 2, work)).rejects.toThrow('two');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(begun).toEqual([1, 2]);
});
