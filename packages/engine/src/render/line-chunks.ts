const rowsPerChunk = 1000;

/** The lines of all rows, some at a time, so that a long result never is one string. */
export function* lineChunks(rows: number, line: (row: number) => string): Generator<string> {
  for (let start = 0; start < rows; start += rowsPerChunk) {
    const end = Math.min(start + rowsPerChunk, rows);
    let chunk = '';
    for (let row = start; row < end; row++) chunk += line(row);
    yield chunk;
  }
}
