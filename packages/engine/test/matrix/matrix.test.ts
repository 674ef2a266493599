import { afterAll, beforeAll, expect, test } from 'vitest';
import { readNumber } from '../../src/catalog/read-text.ts';
import { openTemporaryFolder } from '../../src/stores/testing/index.ts';
import type { Page } from './case.ts';
import { inClickHouse, inPostgres } from './databases.ts';
import * as language from './language.ts';
import { listCases } from './list-cases.ts';
import { numberCases } from './number-cases.ts';
import { numericTexts } from './operands.ts';
import { orderPage, orders } from './order.ts';
import { aggregatePage, aggregates } from './series.ts';
import { casePage } from './table.ts';
import { textCases } from './text-cases.ts';

// What both databases do with every operation, and what xt says so that they agree: the pages are in `golden/`.

let stores: Awaited<ReturnType<typeof openTemporaryFolder>>;
beforeAll(async () => {
  stores = await openTemporaryFolder();
});
afterAll(() => stores?.close());

const cases = [...numberCases, ...textCases, ...listCases];

test.each(cases.map((c) => [c.name, c] as const))('%s', async (name, c) => {
  await holds(name, await casePage(c, inClickHouse(stores.columnar), inPostgres(stores.relational)));
});

test.each(aggregates)('aggregate %s', async (name) => {
  await holds(`aggregate-${name}`, await aggregatePage(stores, name));
});

test.each(orders)('order of %s, %#', async (...order) => {
  const [name, , direction] = order;
  await holds(`order-${name}-${direction}`, await orderPage(stores, order));
});

test('texts that the writer reads as numbers are those that the language reads', () => {
  for (const text of numericTexts.values) {
    if (text !== null) expect([text, readNumber(text) ?? null]).toEqual([text, language.readNumber(text)]);
  }
});

async function holds(name: string, page: Page): Promise<void> {
  expect(page.disagreements).toEqual([]);
  await expect(page.text).toMatchFileSnapshot(`golden/${name}.golden`);
}
