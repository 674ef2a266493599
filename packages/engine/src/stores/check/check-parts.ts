import type { Stores } from '../store.ts';
import { clickhouse } from '../writer/statement.ts';
import type { Check } from './check-stores.ts';
import { mostExamples } from './examples.ts';

const tables = ['points', 'summary', 'run', 'artifact'];

/** Every part of ClickHouse's tables against its checksums. */
export async function checkParts({ columnar }: Stores, signal: AbortSignal): Promise<readonly Check[]> {
  let looked = 0;
  const wrong: string[] = [];
  for (const table of tables) {
    const parts = await columnar.query(clickhouse(`CHECK TABLE xt.${table}`), { signal });
    looked += parts.numRows;
    for (let i = 0; i < parts.numRows; i++) {
      const said = (name: string) => String(parts.getChild(name)?.get(i) ?? '');
      if (['1', 'true'].includes(said('is_passed'))) continue;
      wrong.push(`\`xt.${table}\`, part \`${said('part_path')}\`: ${said('message')}`);
    }
  }
  return [{ of: 'parts of tables', looked, wrong: wrong.length, examples: wrong.slice(0, mostExamples) }];
}
