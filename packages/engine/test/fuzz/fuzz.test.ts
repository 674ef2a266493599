import { readCorpus, readWrong } from '@xt/grammar/corpus';
import { randomText } from '@xt/grammar/testing';
import { expect, it } from 'vitest';
import { worldCatalog } from '../../src/bind/testing/catalog.ts';
import { broken, brokenAt } from './holds.ts';

const texts = [...readCorpus(), ...readWrong()].map(({ text }) => text);
const catalog = worldCatalog(true);
// `npm run fuzz` goes on with a million.
const count = 1_500;

it(`parses, prints and binds ${count} random texts, or says what is wrong`, () => {
  const found = Array.from({ length: count }, (_, seed) => {
    const text = randomText(seed, texts).slice(0, 2_000);
    return { seed, text, what: broken(text, catalog) };
  });
  expect(found.filter(({ what }) => what !== undefined).slice(0, 3)).toEqual([]);
});

it('completes at random places of random texts', () => {
  const found = Array.from({ length: 150 }, (_, seed) => {
    const text = randomText(seed + 7_000_000, texts).slice(0, 2_000);
    return { seed, text, what: brokenAt(text, (seed * 7919) % (text.length + 1)) };
  });
  expect(found.filter(({ what }) => what !== undefined).slice(0, 3)).toEqual([]);
});
