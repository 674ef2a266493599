import { describe, expect, it } from 'vitest';
import { readWrong } from '../corpus/read-corpus.ts';
import { mark, unmark } from '../testing/mark.ts';
import { parse } from './parse.ts';

const wrong = readWrong();

describe('every wrong query of the corpus', () => {
  const ofParser = wrong.filter(({ expected }) => expected.every(({ stage }) => stage === 'parse'));
  it.each(ofParser)('$name: $text', ({ text, expected }) => {
    const { value, diagnostics } = parse(text);
    expect(value).toBeUndefined();
    expect(marks(text, diagnostics)).toEqual(marks(text, expected));
    expected.forEach(({ hint }, i) => {
      expect(diagnostics[i]?.hint).toContain(hint);
    });
  });

  const ofBinder = wrong.filter(({ expected }) => expected.every(({ stage }) => stage === 'bind'));
  it.each(ofBinder)('$name parses: what is wrong takes the data to know', ({ text }) => {
    expect(parse(text).diagnostics).toEqual([]);
  });

  it('is of one stage', () => {
    expect(ofParser.length + ofBinder.length).toBe(wrong.length);
  });
});

describe('marks', () => {
  it('stand around spans, empty ones too, and come off again', () => {
    const marked = 'runs «wher» a >«» limit «ten»';
    const { text, spans } = unmark(marked);
    expect(text).toBe('runs wher a > limit ten');
    expect(mark(text, spans)).toBe(marked);
  });
});

/** The diagnostics as a reader sees them: each code with the text that it is about. */
function marks(text: string, diagnostics: readonly { code: string; span?: { start: number; end: number } }[]) {
  return diagnostics.map(({ code, span }) => `${code}: ${mark(text, [span])}`);
}
