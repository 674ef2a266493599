import { describe, expect, it } from 'vitest';
import { readCorpus } from '../corpus/read-corpus.ts';
import { parse } from './parse.ts';
import { children, walk } from './walk.ts';

describe('children', () => {
  it('come in the order of the text', () => {
    const text = "lineage of run 'a' up 3 select b as c, d";
    const { value } = parse(text);
    const found = value === undefined ? [] : children(value).map(({ span }) => text.slice(span.start, span.end));
    expect(found).toEqual(["lineage of run 'a'", 'up 3', 'select b as c, d']);
  });
});

describe('walk', () => {
  it.each(readCorpus())('visits every span of $name once', ({ text }) => {
    const { value } = parse(text);
    let visited = 0;
    if (value !== undefined) walk(value, () => (visited += 1));
    expect(visited).toBe(JSON.stringify(value).split('"span"').length - 1);
  });
});
