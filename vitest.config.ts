import { defineConfig } from 'vitest/config';
import { leftOut } from './test/left-out.ts';

const { XT_TEST_FULL, XT_TEST_JSON, XT_TEST_CLICKHOUSE_URL } = process.env;

export default defineConfig({
  test: {
    include: ['{grammar,packages,test}/**/*.test.ts'],
    // chDB ends the whole process when it is loaded in a worker thread.
    pool: 'forks',
    // A server has one database for all tests.
    maxWorkers: XT_TEST_CLICKHOUSE_URL ? 1 : 2,
    // A slow machine is no fault; a hang still ends.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ['default', leftOut(Boolean(XT_TEST_FULL)), ...(XT_TEST_JSON ? ['json'] : [])],
    ...(XT_TEST_JSON ? { outputFile: { json: XT_TEST_JSON } } : {}),
  },
});
