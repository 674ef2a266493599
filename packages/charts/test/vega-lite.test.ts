import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { looks, named, specOf, warningsOf } from './read-pictures.ts';

const schema = createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json');
const isValid = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(schema, 'utf8')));

describe('specifications', () => {
  test('the schema refuses what is none', () => {
    const { mark, ...without } = specOf('empty');
    expect(mark).toBeDefined();
    expect(isValid(without)).toBe(false);
    expect(isValid({ ...specOf('line-smoothed'), width: 'wide' })).toBe(false);
  });

  test.each(named)("%s is accepted by Vega-Lite's own schema, and compiles without a warning", (name) => {
    for (const look of looks) {
      const spec = specOf(name, look);
      expect(isValid(spec), JSON.stringify(isValid.errors?.slice(0, 3))).toBe(true);
      expect(warningsOf(spec)).toEqual([]);
    }
  });

  test.each(named)('%s is plain JSON, and the same every time', (name) => {
    const spec = specOf(name);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
    expect(specOf(name)).toEqual(spec);
  });
});
