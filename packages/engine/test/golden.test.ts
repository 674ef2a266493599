import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { corpus } from './corpus.ts';
import { goldenText } from './golden-text.ts';

const folder = join(import.meta.dirname, 'golden');

test.each(corpus())('$name compiles as it is written down', ({ name, text }) => {
  const file = join(folder, `${name}.golden`);
  const found = goldenText(text);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, found);
  }
  const known = existsSync(file) ? readFileSync(file, 'utf8') : 'there is no golden file: UPDATE_GOLDEN=1 writes it';
  expect(found).toBe(known);
});
