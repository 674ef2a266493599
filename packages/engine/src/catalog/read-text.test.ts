import { expect, it } from 'vitest';
import { readBool, readNumber } from './read-text.ts';

it.each([
  ['64', 64],
  ['-1e-3', -0.001],
  ['.5', 0.5],
  ['5.', 5],
  ['+2', 2],
  ['inf', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['NaN', Number.NaN],
  ['', undefined],
  [' 1', undefined],
  ['1_000', undefined],
  ['0x10', undefined],
  ['1e', undefined],
  ['constructor', undefined],
])('readNumber(%j)', (text, number) => {
  expect(readNumber(text)).toEqual(number);
});

it.each([
  ['True', true],
  ['false', false],
  ['1', undefined],
  ['yes', undefined],
])('readBool(%j)', (text, flag) => {
  expect(readBool(text)).toBe(flag);
});
