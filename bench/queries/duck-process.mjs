// DuckDB in a process of its own: with ClickHouse in the same one, either may bring it down.

const [, , file = ''] = process.argv;

/** The package is no dependency of this one: where it is not installed, the process says so and ends. */
const loaded = await import('@duckdb/node-api').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
});
if (loaded === undefined) {
  process.send({ missing: true }, () => process.exit(0));
} else {
  const instance = await loaded.DuckDBInstance.create(file, { memory_limit: '6GB' });
  const connection = await instance.connect();
  process.on('message', async ({ text }) => {
    try {
      const start = performance.now();
      const result = await connection.runAndReadAll(text);
      const milliseconds = performance.now() - start;
      process.send({ milliseconds, names: result.columnNames(), rows: result.getRowsJS() });
    } catch (error) {
      process.send({ error: error instanceof Error ? error.message : String(error) });
    }
  });
  process.on('disconnect', () => {
    connection.closeSync();
    instance.closeSync();
  });
  process.send({ ready: true });
}
