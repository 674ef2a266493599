import { expect, it } from 'vitest';
import { clauseNames, sourceNames } from './clause-names.ts';
import { nearestWords } from './nearest.ts';

it.each([
  ['rnus', sourceNames, ['runs']],
  ['artefacts', sourceNames, ['artifacts']],
  ['wher', clauseNames, ['where']],
  ['WHERE', ['where'], ['where']],
  ['slect', clauseNames, ['select']],
  ['smoothing', clauseNames, ['smooth']],
  ['banana', clauseNames, []],
  ['w'.repeat(1000), clauseNames, []],
])('%s', (word, candidates, expected) => {
  expect(nearestWords(word, candidates)).toEqual(expected);
});
