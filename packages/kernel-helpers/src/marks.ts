/**
 * What a query and a name are known by in a template: symbols, so that nothing read from a file or a network passes for one;
 * of the registry, so that two copies of this package know each other's.
 */
export const queryKey: unique symbol = Symbol.for('xt.query') as never;
export const nameKey: unique symbol = Symbol.for('xt.name') as never;

/** The text that a value carries under a mark. */
export function marked(value: unknown, key: symbol): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : undefined;
}
