import { expect, test } from 'vitest';
import type * as api from '../index.d.cts';
import * as source from './index.ts';

test('the declarations that notebooks read are those of the sources', () => {
  // The compiler compares them; that none is missing, this does.
  const declared: Omit<typeof api, 'default'> = source;
  expect(Object.keys(declared).sort()).toEqual(
    ['XtError', 'close', 'connect', 'curves', 'name', 'runs', 'show', 'watch', 'xt'].sort(),
  );
});

test('what is no value is an error of the compiler, too', () => {
  const { runs } = source.connect();
  // @ts-expect-error an object is no value
  expect(() => runs`where name = ${{ a: 1 }}`).toThrow();
  // @ts-expect-error nothing is no value
  expect(() => runs`where name = ${undefined}`).toThrow();
});

test('what answers give can stand in a template, to the compiler too', () => {
  const { runs } = source.connect();
  const cells: readonly api.Cell[] = ['a', 'b'];
  const columns: api.Result['columns'] = { step: new Float64Array([1]) };
  const [name = null] = cells;
  expect(runs`where name in ${cells} and name != ${name} and step in ${columns['step'] ?? []}`.text).toBe(
    "runs where name in ('a', 'b') and name != 'a' and step in (1)",
  );
});
