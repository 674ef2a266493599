import { describe, expect, test } from 'vitest';
import { makeChart, plainLook, toCells, toVegaLite } from '../src/index.ts';
import { samples } from './samples.ts';
import { specText } from './spec-text.ts';

// What each kind of result looks like: in characters, and as a specification. Reviewed when they change.
describe('golden charts', () => {
  test.each(samples.map((sample) => [sample.name, sample] as const))('%s', async (name, { table, description }) => {
    const chart = makeChart(table, description);
    const cells = (width: number) =>
      toCells(chart, { width, height: 14 })
        .map((line) =>
          line
            .map(({ text }) => text)
            .join('')
            .trimEnd(),
        )
        .join('\n');
    const text = `${chart.kind}\n\n-- cells --\n${cells(72)}\n\n-- vega-lite --\n${specText(toVegaLite(chart, plainLook))}\n`;
    await expect(text).toMatchFileSnapshot(`golden/${name}.golden`);
  });
});

describe('charts in characters', () => {
  test.each(samples.map((sample) => [sample.name, sample] as const))('%s fits any width', (_, sample) => {
    const chart = makeChart(sample.table, sample.description);
    for (const width of [24, 40, 61, 90, 140]) {
      for (const line of toCells(chart, { width, height: 12 })) {
        expect(cellCount(line.map(({ text }) => text).join(''))).toBeLessThanOrEqual(width);
      }
    }
  });
});

/** Columns of a terminal: what is wide takes two. */
function cellCount(text: string): number {
  let count = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    expect(segment).not.toMatch(/\p{Cc}/u);
    count += /\p{Script=Han}|\p{Script=Hiragana}|\p{Emoji_Presentation}/u.test(segment) ? 2 : 1;
  }
  return count;
}
