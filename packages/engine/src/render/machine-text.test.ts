import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberText, timeTexts } from './machine-text.ts';

fc.configureGlobal({ seed: 20_261_121 });

test('a number reads back to the same double', () => {
  fc.assert(fc.property(fc.double(), (value) => Object.is(Number(numberText(value)), value)));
});

test('times are those of Date, in any order', () => {
  const text = timeTexts();
  const milliseconds = fc.oneof(fc.integer({ min: -8.64e15, max: 8.64e15 }), fc.integer({ min: -1e8, max: 2e8 }));
  fc.assert(
    fc.property(milliseconds, (time) => {
      expect(text(time * 1000)).toBe(new Date(Math.floor((time * 1000) / 1000)).toISOString());
    }),
    { numRuns: 500 },
  );
  expect(text(8.65e18)).toBe('8650000000000000000');
});
