import type { Json, Spec } from '../spec/spec.ts';

/** Specifications that have the same rows in common, and these rows once, by names. */
export interface Hoisted {
  readonly specs: readonly Spec[];
  readonly datasets: Readonly<Record<string, Json>>;
}

/** Takes the inline rows out of specifications; equal ones are kept once. */
export function hoistData(specs: readonly Spec[]): Hoisted {
  const names = new Map<string, string>();
  // Rows that are the very same are told without writing them out.
  const own = new Map<Json, string>();
  const datasets: Record<string, Json> = {};
  const nameOf = (values: Json) => {
    const same = own.get(values);
    if (same !== undefined) return same;
    const text = JSON.stringify(values);
    const name = names.get(text) ?? `rows${names.size + 1}`;
    names.set(text, name);
    own.set(values, name);
    datasets[name] ??= values;
    return name;
  };
  const walk = (json: Json): Json => {
    if (Array.isArray(json)) return json.map(walk);
    if (json === null || typeof json !== 'object') return json;
    return Object.fromEntries(
      Object.entries(json).map(([key, value]) =>
        key === 'data' && hasValues(value) ? [key, { name: nameOf(value['values'] ?? []) }] : [key, walk(value)],
      ),
    );
  };
  return { specs: specs.map((spec) => walk(spec) as Spec), datasets };
}

function hasValues(json: Json): json is Spec {
  return json !== null && typeof json === 'object' && !Array.isArray(json) && 'values' in json;
}
