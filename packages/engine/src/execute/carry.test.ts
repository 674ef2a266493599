import { expect, test } from 'vitest';
import { carry } from './carry.ts';

const doubles = ({ values }: ReturnType<typeof carry>) => [...new Float64Array(Uint8Array.from(values).buffer)];

test('numbers come once each, NaN and zeros of either sign too', () => {
  const column = { runs: [5, 2, 9, 7, 3], values: [0, -0, Number.NaN, 0, Number.NaN] };
  const carried = carry(column, Uint32Array.of(2, 3, 4, 5, 7, 9), 'numbers');
  expect(doubles(carried)).toEqual([0, -0, Number.NaN]);
  expect([...carried.codes]).toEqual([2, 3, 0, 1, 1, 3]);
  expect(carried.width).toBe(1);
});

test('where nearly all differ from the start, those that do not come again', () => {
  const runs = Uint32Array.from({ length: 4_000 }, (_, at) => at + 1);
  const values = Array.from(runs, (run) => (run > 3_000 ? 0 : run));
  const carried = carry({ runs: [...runs], values }, runs, 'numbers');
  const known = doubles(carried);
  const codes = new Uint16Array(Uint8Array.from(carried.codes).buffer);
  expect(Array.from(codes, (code) => known[code - 1])).toEqual(values);
});

test('codes are as wide as the distinct values need', () => {
  const runs = Uint32Array.from({ length: 70_000 }, (_, at) => at + 1);
  const width = (distinct: number) =>
    carry({ runs: [...runs], values: [...runs].map((run) => run % distinct) }, runs, 'numbers').width;
  expect([255, 256, 65_536].map(width)).toEqual([1, 2, 4]);
});

test('texts are parted by what is in none of them', () => {
  const texts = (values: readonly string[]) => {
    const runs = values.map((_, at) => at + 1);
    const carried = carry({ runs, values }, Uint32Array.from(runs), 'texts');
    const [separator, joined] = [carried.separator, carried.values].map((bytes) => new TextDecoder().decode(bytes));
    return { codes: [...carried.codes], separator, texts: joined?.split(separator ?? '') };
  };
  expect(texts(['é', '', 'ab', 'é'])).toEqual({ codes: [1, 2, 3, 1], separator: '\0', texts: ['é', '', 'ab'] });
  const odd = ['a\0', '\0', '\0' + '0', ''];
  expect(texts(odd)).toEqual({ codes: [1, 2, 3, 4], separator: '\0' + '1', texts: odd });
});
