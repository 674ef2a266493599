/** Rows by a key of theirs, keys and rows in the order in which they come. */
export function groupRows<K>(rows: readonly number[], keyOf: (row: number) => K): ReadonlyMap<K, readonly number[]> {
  const groups = new Map<K, number[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  return groups;
}
