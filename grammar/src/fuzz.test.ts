import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCorpus } from '../corpus/read-corpus.ts';
import { keywords } from './lex/keywords.ts';
import { parse } from './parse.ts';
import { print } from './print/print-query.ts';
import { renderDiagnostic } from './render-diagnostic.ts';
import { tokenize } from './tokenize.ts';

const settings = { seed: 20_261_121, numRuns: 600 };
const pieces = [
  ...keywords.keys(),
  ...'( ) [ ] { } , . .. : ; | || && ! = == != <> < <= > >= =~ !~ + - * / % ^ ** // # \' " `'.split(' '),
  ..."a val.acc 1st 3 2.5 10% 2h 2026-02-30 'x' `y` val.* $ & ~ é 🎯".split(' '),
];

function holds(text: string): void {
  const { value, diagnostics } = parse(text);
  expect(value === undefined).toBe(diagnostics.length > 0);
  for (const diagnostic of diagnostics) {
    const { start, end } = diagnostic.span ?? { start: 0, end: 0 };
    expect(start >= 0 && start <= end && end <= text.length, `${diagnostic.code} at ${start}..${end}`).toBe(true);
    expect(renderDiagnostic(text, diagnostic)).toContain(`error[${diagnostic.code}]`);
    expect(diagnostic.hint).not.toBe('');
  }
  if (value !== undefined) expect(parse(print(value)).diagnostics, print(value)).toEqual([]);
  expect(tokenize(text).every(({ span }) => span.end <= text.length)).toBe(true);
}

describe('parse, print, tokenize and renderDiagnostic never throw', () => {
  it('at any characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), holds), settings);
  });

  it('at words of the language in any order', () => {
    const words = fc.array(fc.constantFrom(...pieces), { maxLength: 40 });
    const glue = fc.constantFrom(' ', ' ', ' ', '', '\n');
    fc.assert(
      fc.property(words, glue, (list, between) => holds(list.join(between))),
      settings,
    );
  });

  it('at queries with a part cut out, doubled or put elsewhere', () => {
    const texts = readCorpus().map(({ text }) => text);
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    const mutation = fc.tuple(
      place,
      place,
      place,
      fc.constantFrom('cut', 'double', 'move', 'insert'),
      fc.constantFrom(...pieces),
    );
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(mutation, { minLength: 1, maxLength: 4 }), (text, mutations) => {
        holds(mutations.reduce((mutated, [a, b, c, how, piece]) => mutate(mutated, [a, b, c], how, piece), text));
      }),
      settings,
    );
  });
});

function mutate(text: string, places: readonly number[], how: string, piece: string): string {
  const [from = 0, to = 0, elsewhere = 0] = places.map((place) => Math.floor(place * text.length));
  const [start, end] = from < to ? [from, to] : [to, from];
  const part = text.slice(start, end);
  const rest = text.slice(0, start) + text.slice(end);
  switch (how) {
    case 'cut':
      return rest;
    case 'double':
      return text.slice(0, end) + part + text.slice(end);
    case 'move':
      return rest.slice(0, elsewhere) + part + rest.slice(elsewhere);
    default:
      return `${text.slice(0, start)} ${piece} ${text.slice(start)}`;
  }
}
