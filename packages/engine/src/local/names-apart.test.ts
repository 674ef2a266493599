import { expect, test } from 'vitest';
import { namesApart } from './names-apart.ts';

const runs = [
  { id: '5338aa614cae438f', name: 'a' },
  { id: '5338aa61ffffffff', name: 'a' },
  { id: '6a82600492014a7c', name: 'b' },
  { id: 'bfe333a64dfa429e', name: 'b' },
  { id: 'c0ffee', name: 'alone' },
];

test('behind names that several runs have is the beginning of the id, as much as it takes', () => {
  expect(namesApart(runs)).toEqual(['a (5338aa614)', 'a (5338aa61f)', 'b (6a826004)', 'b (bfe333a6)', 'alone']);
  expect(namesApart(runs.slice(2), 4)).toEqual(['b (6a82)', 'b (bfe3)', 'alone']);
});

test('a run that is there twice is one; a run without a name is called by its id', () => {
  expect(namesApart([...runs.slice(4), ...runs.slice(4)])).toEqual(['alone', 'alone']);
  expect(
    namesApart([
      { id: 'x', name: 'x' },
      { id: 'other', name: 'x' },
    ]),
  ).toEqual(['x', 'x (other)']);
});
