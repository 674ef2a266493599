import { describe, expect, it } from 'vitest';
import { makeDiffer } from './diff-runs.ts';
import { factOfNumber, factOfParam, factOfText } from './facts.ts';

describe('what differs between runs', () => {
  const differ = makeDiffer(3, ['params', 'metrics']);
  for (const run of [0, 1, 2]) {
    differ.add('params', 'lr', run, factOfNumber(run < 2 ? 0.1 : 0.2));
    differ.add('params', 'opt', run, factOfText('adam'));
    differ.add('metrics', 'loss', run, factOfNumber(Number.NaN));
  }
  differ.add('params', 'Seed', 1, factOfNumber(7));
  differ.add('code', 'commit', 1, factOfText('abc'));

  it('is a row for each name whose values differ or are missing, by section and code point', () => {
    expect(differ.rows(false)).toEqual([
      { section: 'params', name: 'Seed', missing: 2, values: [{ shown: '7', runs: [1] }] },
      {
        section: 'params',
        name: 'lr',
        missing: 0,
        values: [
          { shown: '0.1', runs: [0, 1] },
          { shown: '0.2', runs: [2] },
        ],
      },
    ]);
  });

  it('is with all a row for each name of the sections', () => {
    expect(differ.rows(true).map(({ section, name }) => `${section} ${name}`)).toEqual([
      'params Seed',
      'params lr',
      'params opt',
      'metrics loss',
    ]);
  });

  it('reads texts as numbers beside numbers alone', () => {
    const mixed = makeDiffer(3, ['params']);
    for (const [run, [type, text]] of [
      ['number', '1'],
      ['text', '1.0'],
      ['text', 'True'],
    ].entries()) {
      const fact = factOfParam(type ?? '', text ?? '');
      if (fact !== undefined) mixed.add('params', 'x', run, fact);
    }
    expect(mixed.rows(false)).toEqual([
      {
        section: 'params',
        name: 'x',
        missing: 0,
        values: [
          { shown: '1', runs: [0, 1] },
          { shown: '"True"', runs: [2] },
        ],
        isCoerced: true,
      },
    ]);
  });

  it('takes the later of two values', () => {
    const two = makeDiffer(2, ['params']);
    two.add('params', 'lr', 0, factOfNumber(1));
    two.add('params', 'lr', 1, factOfNumber(2));
    two.add('params', 'lr', 1, factOfNumber(1));
    expect(two.rows(false)).toEqual([]);
  });
});

describe('a param', () => {
  it.each([
    ['number', '0.1', 'number', '1e-1', true],
    ['number', '0', 'number', '-0', true],
    ['number', 'nan', 'number', 'NaN', true],
    ['number', '1', 'text', '1', false],
    ['bool', 'True', 'bool', 'true', true],
    ['bool', 'true', 'text', 'true', false],
    ['list', '[1, 2]', 'list', '[1,2]', true],
    ['list', '[1, 2]', 'list', '[2, 1]', false],
    ['list', '[NaN]', 'list', '[NaN]', true],
    ['text', 'a', 'text', 'A', false],
  ])('%s %s beside %s %s', (type, text, otherType, other, isEqual) => {
    const [a, b] = [factOfParam(type, text), factOfParam(otherType, other)];
    expect(a?.key === b?.key).toBe(isEqual);
  });

  it('is missing where it is null', () => {
    expect([factOfParam('null', null), factOfParam('text', null)]).toEqual([undefined, undefined]);
  });
});
