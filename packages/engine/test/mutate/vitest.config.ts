import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const { XT_MUTATED_FILE, XT_MUTATED_CODE } = process.env;

// The tests as always, with a fault in one file.
export default defineConfig({
  root: join(import.meta.dirname, '../../../..'),
  plugins: [
    {
      name: 'mutated',
      enforce: 'pre',
      load: (id) =>
        XT_MUTATED_CODE !== undefined && id === XT_MUTATED_FILE ? readFileSync(XT_MUTATED_CODE, 'utf8') : undefined,
    },
  ],
  test: { include: ['packages/engine/**/*.test.ts'], pool: 'forks', maxWorkers: 2, testTimeout: 60_000 },
});
