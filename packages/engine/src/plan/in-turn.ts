/** Gives the items of a list one after the other. */
export function inTurn<T>(items: readonly T[]): () => T {
  let next = 0;
  return () => {
    const item = items[next++];
    if (item === undefined) throw new Error('there are no more items');
    return item;
  };
}
