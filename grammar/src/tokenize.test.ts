import { describe, expect, it } from 'vitest';
import { tokenize } from './tokenize.ts';

function classes(text: string): readonly string[] {
  return tokenize(text).map(({ span, class: kind }) => `${kind} ${text.slice(span.start, span.end)}`);
}

describe('tokenize', () => {
  it('tells keywords from names of the same word by where they stand', () => {
    expect(classes('runs where limit > 3 limit 3')).toEqual([
      'keyword runs',
      'keyword where',
      'name limit',
      'operator >',
      'number 3',
      'keyword limit',
      'number 3',
    ]);
  });

  it('knows functions, literals, texts, dates, comments', () => {
    expect(classes("runs where max(`a b`) = inf and x = 'y' or created > 2026-11-01 # why")).toEqual([
      'keyword runs',
      'keyword where',
      'function max',
      'punctuation (',
      'name `a b`',
      'punctuation )',
      'operator =',
      'literal inf',
      'keyword and',
      'name x',
      'operator =',
      "text 'y'",
      'keyword or',
      'name created',
      'operator >',
      'date 2026-11-01',
      'comment # why',
    ]);
  });

  it('goes on where the text does not parse', () => {
    expect(classes('runs wher § max(a) >')).toEqual([
      'keyword runs',
      'name wher',
      'error §',
      'function max',
      'punctuation (',
      'name a',
      'punctuation )',
      'operator >',
    ]);
  });
});
