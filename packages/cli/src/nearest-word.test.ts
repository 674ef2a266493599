import { expect, test } from 'vitest';
import { nearestWord } from './nearest-word.ts';

const kinds = ['line', 'bar', 'point', 'scatter', 'histogram', 'heatmap'];

test.each([
  ['scater', 'scatter'],
  ['hist', 'histogram'],
  ['lines', 'line'],
  ['BAR', 'bar'],
  ['baar', 'bar'],
  ['pie', undefined],
  ['bogus', undefined],
])('%s: %s', (written, expected) => expect(nearestWord(written, kinds)).toBe(expected));
