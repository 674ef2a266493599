import { afterAll, beforeAll, expect, test } from 'vitest';
import { ann, worldCatalog } from '../src/bind/testing/catalog.ts';
import { compile } from '../src/compile.ts';
import { statementsOf } from '../src/explain/describe-statements.ts';
import type { Slot, Template } from '../src/sql/sql.ts';
import type { OpenStores } from '../src/stores/index.ts';
import type { ParameterValue, Statement } from '../src/stores/store.ts';
import { openTemporaryFolder } from '../src/stores/testing/index.ts';
import { corpus } from './corpus.ts';

let stores: OpenStores;
beforeAll(async () => {
  stores = await openTemporaryFolder();
});
afterAll(() => stores.close());

const templates = new Map(
  corpus().flatMap(({ name, text }) =>
    templatesOf(text).map((template) => [template.text, { name, template }] as const),
  ),
);

test('the corpus makes statements for both stores', () => {
  const count = (store: string) => [...templates.values()].filter(({ template }) => template.store === store).length;
  expect(count('postgres')).toBeGreaterThan(50);
  expect(count('clickhouse')).toBeGreaterThan(50);
});

test('Postgres accepts every statement of the corpus', async () => {
  for (const { name, template } of templates.values()) {
    if (template.store !== 'postgres') continue;
    const { rows } = await stores.relational.query(explain(template)).catch((error: unknown) => {
      throw new Error(`${name}: ${String(error)}\n${template.text}`);
    });
    expect(rows.length).toBeGreaterThan(0);
  }
});

test('ClickHouse accepts every statement of the corpus', async () => {
  for (const { name, template } of templates.values()) {
    if (template.store !== 'clickhouse') continue;
    const table = await stores.columnar.query(explain(template)).catch((error: unknown) => {
      throw new Error(`${name}: ${String(error)}\n${template.text}`);
    });
    expect(table.numRows).toBeGreaterThan(0);
  }
});

function templatesOf(text: string): readonly Template[] {
  const { value } = compile(text, worldCatalog(), ann);
  if (value === undefined) return [];
  const ofSteps = value.statements.flatMap((built) =>
    statementsOf(built).flatMap(({ statement }) => [statement.few, statement.many]),
  );
  return [...ofSteps, ...value.checks.flatMap(({ statement }) => (statement === undefined ? [] : [statement]))];
}

function explain({ store, text, slots }: Template): Statement {
  return { store, text: `EXPLAIN ${text}`, parameters: slots.map((slot) => someValue(slot, slots)) };
}

/** Rows that are listed are none here, and so is their count. */
function someValue(slot: Slot, all: readonly Slot[]): ParameterValue {
  switch (slot.kind) {
    case 'value':
      return slot.value;
    case 'count':
      return all.some(({ kind }) => kind === 'listed') ? 0 : 10;
    case 'runs':
      return slot.form === 'few' || slot.form === 'handful' ? [1, 2] : new Uint8Array([6, 0, 0, 0]);
    case 'texts':
      return ['a', 'b'];
    case 'carried':
      return slot.part === 'width' ? 1 : new Uint8Array(0);
    case 'everywhere':
      return null;
    case 'listed':
      return new Uint8Array(0);
  }
}
