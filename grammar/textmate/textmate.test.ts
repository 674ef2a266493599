import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar } from 'vscode-textmate';
import { readCorpus } from '../corpus/read-corpus.ts';
import { type TokenClass, tokenize } from '../src/index.ts';
import { keywords } from '../src/lex/keywords.ts';
import { textmateGrammar } from './textmate-grammar.ts';

const file = new URL('xt.tmLanguage.json', import.meta.url);

test('the grammar that is there is the one that is made of the token table', async () => {
  await expect(`${JSON.stringify(textmateGrammar(), null, 2)}\n`).toMatchFileSnapshot('xt.tmLanguage.json');
});

test('it knows every word of the table', () => {
  const text = JSON.stringify(textmateGrammar());
  expect([...keywords.keys()].filter((word) => !new RegExp(`[|:]${word}[|)]`).test(text))).toEqual([]);
});

describe('editors read with it', () => {
  let grammar: IGrammar;
  beforeAll(async () => {
    await oniguruma.loadWASM(
      readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm')),
    );
    const registry = new textmate.Registry({
      onigLib: Promise.resolve({
        createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
        createOnigString: (text) => new oniguruma.OnigString(text),
      }),
      loadGrammar: async () => textmate.parseRawGrammar(readFileSync(file, 'utf8'), 'xt.tmLanguage.json'),
    });
    const loaded = await registry.loadGrammar('source.xt');
    if (loaded === null) throw new Error('the grammar does not load');
    grammar = loaded;
  });

  /** The innermost scope at each offset of a text. */
  function scopesOf(text: string): readonly string[] {
    const scopes: string[] = [];
    let state = textmate.INITIAL;
    for (const line of text.split('\n')) {
      const read = grammar.tokenizeLine(line, state);
      state = read.ruleStack;
      for (const token of read.tokens)
        for (let i = token.startIndex; i < Math.min(token.endIndex, line.length); i++)
          scopes.push(token.scopes.at(-1) ?? '');
      scopes.push('newline');
    }
    return scopes;
  }

  test.each(readCorpus().map(({ name, text }) => ({ name, text })))('$name', ({ name, text }) => {
    const scopes = scopesOf(text);
    const wrong = tokenize(text).flatMap(({ span, class: expected }) => {
      const scope = scopes[span.start] ?? '';
      const isRight = startsOf[expected].some((start) => scope.startsWith(start));
      return isRight ? [] : [`${text.slice(span.start, span.end)}: ${scope}, not ${expected}`];
    });
    expect(wrong).toHaveLength(exceptions.has(name) ? 1 : 0);
  });

  test('quotes inside quotes, comments, several lines', () => {
    const scopes = scopesOf("runs # all\nwhere name = 'it''s' and\n  `a``b` > 3");
    expect(scopes[5]).toBe('comment.line.number-sign.xt');
    expect(scopes[27]).toBe('constant.character.escape.xt');
    expect(scopes[39]).toBe('variable.other.quoted.xt');
  });
});

/** How the scopes of a class of tokens start. */
const startsOf: Readonly<Record<TokenClass, readonly string[]>> = {
  keyword: ['keyword.control', 'keyword.other', 'keyword.operator.word'],
  name: ['variable'],
  function: ['support.function'],
  literal: ['constant.language'],
  text: ['string'],
  number: ['constant.numeric'],
  date: ['constant.other.date'],
  operator: ['keyword.operator'],
  punctuation: ['punctuation'],
  comment: ['comment'],
  error: [''],
};

/** Queries that use words of the language as names in ways that take more than two states to see. */
const exceptions: ReadonlySet<string> = new Set(['words/column-named-all', 'words/curves-of-keywords']);
