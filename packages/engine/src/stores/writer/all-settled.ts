/** The values of promises that run side by side; where one rejects, the others are waited for before this does. */
export async function allSettled<T extends readonly Promise<unknown>[]>(
  promises: readonly [...T],
): Promise<{ readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises) as Promise<{ readonly [K in keyof T]: Awaited<T[K]> }>;
}
