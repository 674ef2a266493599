import { describe, expect, it } from 'vitest';
import { readCorpus } from '../../corpus/read-corpus.ts';
import { parse } from '../parse.ts';
import { tokenize } from '../tokenize.ts';
import { expectAt } from './expect.ts';

/** What can stand at the `^` of a text: its words, and `name` and `text` where these can. */
function expected(marked: string): readonly string[] | undefined {
  const cursor = marked.indexOf('^');
  const found = expectAt(marked.replace('^', ''), cursor);
  if (found === undefined) return undefined;
  return [
    ...found.words,
    ...(found.name === undefined ? [] : ['<name>']),
    ...(found.text === undefined ? [] : ['<text>']),
  ];
}

describe('what can stand at a cursor', () => {
  it('is, in every query of the corpus, what stands there', () => {
    const missing = readCorpus().flatMap(({ name, text }) =>
      tokenize(text).flatMap((token, i) => {
        // All of them take some ten seconds.
        if (process.env['XT_TEST_FULL'] !== '1' && (i + text.length) % 4 !== 0) return [];
        const written = text.slice(token.span.start, token.span.end);
        const found = expectAt(text, token.span.start);
        const place = `${name}: ${text.slice(0, token.span.start)}^ ${written}`;
        switch (token.class) {
          case 'name':
          case 'function':
            return written.endsWith('*') || found?.name !== undefined || hasWord(found?.words, written) ? [] : [place];
          case 'text':
            return found?.text !== undefined ? [] : [place];
          case 'literal':
          case 'keyword':
            return written === 'asc' || hasWord(found?.words, written) || found?.name !== undefined ? [] : [place];
          default:
            return [];
        }
      }),
    );
    expect(missing).toEqual([]);
  });

  it('is a word that the grammar takes', () => {
    for (const [marked, word] of [
      ['^', 'runs'],
      ['^', 'curves'],
      ['runs ^', 'where'],
      ['runs sort ^', 'by'],
      ['runs where a ^', 'starts with'],
      ['runs where a starts ^', 'with'],
      ['runs where a > 3 ^', 'and'],
      ['runs where a > 3 ^', 'sort by'],
      ['runs where max(a ^', 'over'],
      ['runs where a over ^', 'last'],
      ['runs where a at ^', 'best('],
      ['runs where a between 1 ^', 'and'],
      ['runs where ^', 'tagged'],
      ['runs top 3 by a ^', 'per'],
      ['runs group by ^', 'all'],
      ["runs where child of 'a' ^", 'within'],
      ['curves a of runs ^', 'with history'],
      ['lineage of (runs where ^', 'child of'],
      ["diff run 'a', 'b' ^", 'side by side'],
      ['compare a between runs ^', 'and'],
    ] as const)
      expect(expected(marked), marked).toContain(word);
  });

  it('is no word that the grammar does not take', () => {
    for (const [marked, word] of [
      ['runs ^', 'smooth'],
      ['runs ^', 'and'],
      ['runs where ^', 'sort by'],
      ['runs where a > ^', 'where'],
      ['runs where a > 3 ^', 'is'],
      ['runs limit ^', 'where'],
      ['runs where max(a ^', 'sort by'],
      ['runs where tagged ^', 'and'],
      ['runs where 3 ^', 'over'],
      ['runs sort by ^', 'tagged'],
      ['runs where a ^', 'by'],
      ['projects ^', 'group by'],
    ] as const)
      expect(expected(marked), marked).not.toContain(word);
  });

  it('goes on behind errors', () => {
    expect(expected('runs where a > > 3 sort by a limit x sort by ^')).toContain('<name>');
    expect(expected('rnus where ^')).toContain('<name>');
  });

  it('is nothing in a comment, behind a number, in a text that is too long', () => {
    expect(expected('runs # where ^')).toBeUndefined();
    expect(expected('runs limit 3^')).toBeUndefined();
    expect(expected(`runs where a = '${'x'.repeat(70_000)}' ^`)).toBeUndefined();
  });

  it('knows what is being written, quotes and all', () => {
    const at = (text: string) => {
      const found = expectAt(text, text.length);
      return [found?.written, found?.quote, text.slice(found?.span.start)];
    };
    expect(at('runs where params.mo')).toEqual(['params.mo', undefined, 'params.mo']);
    expect(at('runs where val/')).toEqual(['val/', undefined, 'val/']);
    expect(at("runs where name = 'it''s")).toEqual(["it's", "'", "'it''s"]);
    expect(at("runs where name = 'it''")).toEqual(["it'", "'", "'it''"]);
    expect(at('runs where `1st ')).toEqual(['1st ', '`', '`1st ']);
    expect(at("runs where metrics['val f1")).toEqual(['val f1', "'", "'val f1"]);
  });

  it('is the same behind a condition of any length', () => {
    const conditions = Array.from({ length: 300 }, (_, i) => `(a${i} > ${i} or not b in (1, 2, 3))`);
    const long = `runs where ${conditions.join(' and ')} and `;
    expect(long.length).toBeGreaterThan(8_000);
    expect(expected(`${long}^`)).toEqual(expected('runs where x and ^'));
    expect(expected(`${long}x > 3 sort by a desc, b, ^`)).toEqual(expected('runs sort by ^'));
    const list = Array.from({ length: 5_000 }, (_, i) => `'v${i}'`).join(', ');
    expect(expected(`runs where state in (${list}, ^`)).toEqual(expected("runs where state in ('a', ^"));
    expect(expectAt(`runs where state in (${list}, `, 1e6)?.text?.map((node) => 'kind' in node && node.kind)).toEqual([
      ...['query', 'where', 'in', 'text'],
    ]);
  });

  it('leaves the parser as it was', () => {
    expectAt('runs where (((', 14);
    expect(parse('runs where 0 < x < 1').diagnostics.map(({ code }) => code)).toEqual(['chained']);
  });
});

function hasWord(words: readonly string[] | undefined, written: string): boolean {
  const first = synonyms.get(written.toLowerCase()) ?? written.toLowerCase();
  return words?.some((word) => word.split(/[ (]/)[0] === first) === true;
}

// Accepted, but never offered.
const synonyms: ReadonlyMap<string, string> = new Map([
  ['order', 'sort'],
  ['having', 'where'],
  ['rlike', 'matches'],
  ['regexp', 'matches'],
]);
