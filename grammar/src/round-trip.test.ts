import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCorpus } from '../corpus/read-corpus.ts';
import { arbitraryQuery } from '../testing/arbitrary-query.ts';
import { withoutSpans } from '../testing/without-spans.ts';
import { parse } from './parse.ts';
import { print } from './print/print-query.ts';

function treeOf(text: string): unknown {
  const { value, diagnostics } = parse(text);
  expect(diagnostics, text).toEqual([]);
  return withoutSpans(value);
}

describe('every query of the corpus', () => {
  it.each(readCorpus())('$name parses, and prints as a text of the same tree', ({ text }) => {
    const { value, diagnostics } = parse(text);
    expect(diagnostics).toEqual([]);
    if (value === undefined) throw new Error('no tree');
    const printed = print(value);
    expect(treeOf(printed)).toEqual(withoutSpans(value));
    const again = parse(printed).value;
    expect(again && print(again)).toBe(printed);
  });
});

describe('any tree', () => {
  it('prints as a text that parses to the same tree', () => {
    fc.assert(
      fc.property(arbitraryQuery(), (query) => {
        expect(treeOf(print(query)), print(query)).toEqual(withoutSpans(query));
      }),
      { seed: 20_261_121, numRuns: 1000 },
    );
  });
});
