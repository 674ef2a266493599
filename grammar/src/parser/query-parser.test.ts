import { expect, it } from 'vitest';
import { QueryParser } from './query-parser.ts';

it('is a grammar in which Chevrotain finds nothing wrong', () => {
  expect(() => new QueryParser(false)).not.toThrow();
});
