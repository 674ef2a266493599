import { expect, test } from 'vitest';
import { matcher } from './match.ts';

const names = ['val/acc', 'train/acc', 'accuracy', 'params.weight_decay', 'Sort by this column, largest first'];

function ranked(search: string): readonly string[] {
  return names
    .flatMap((name) => {
      const match = matcher(search)(name);
      return match === undefined ? [] : [{ name, match }];
    })
    .sort((a, b) => a.match.score - b.match.score)
    .map(({ name }) => name);
}

test('what begins with the search comes first, then what has a word that does', () => {
  expect(ranked('acc')).toEqual(['accuracy', 'val/acc', 'train/acc']);
  expect(ranked('ACC tr')).toEqual(['train/acc']);
});

test('letters at the starts of words are enough', () => {
  expect(ranked('wdec')).toEqual(['params.weight_decay']);
  expect(ranked('sxf')).toEqual([]);
});

test('letters that take more than one place are found whole', () => {
  expect(matcher('🎯x')('🎯_xy')?.at).toEqual([0, 1, 3]);
  expect(matcher('x')('İ x')).toEqual({ score: 1, at: [] });
});

test('it says which characters were found', () => {
  expect(matcher('acc')('val/acc')?.at).toEqual([4, 5, 6]);
  expect(matcher('')('val/acc')).toEqual({ score: 0, at: [] });
  expect(matcher('x')('val/acc')).toBeUndefined();
});
