import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{grammar,packages,test}/**/*.test.ts'],
    // chDB ends the whole process when it is loaded in a worker thread.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
